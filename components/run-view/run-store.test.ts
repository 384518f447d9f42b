import { describe, expect, it } from 'vitest';
import type { RunView } from '@/core/contracts/run-view';
import { createRunStore } from './run-store';

const run = (id: string, more: Partial<RunView> = {}): RunView => ({
  id,
  workflowId: 'w',
  workflowName: 'W',
  version: null,
  status: 'running',
  trigger: 'hook',
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  error: null,
  output: null,
  steps: [],
  flags: [],
  seq: 1,
  ...more,
});
const event = (id: string, more: Partial<RunView> = {}) => ({
  kind: 'run-changed' as const,
  seq: 2,
  run: run(id, more),
  steps: [],
});

describe('run store', () => {
  it('keeps the data of the newest run when none is shown any more', () => {
    const store = createRunStore();
    store.getState().remember(run('2'));
    expect(store.getState()).toMatchObject({ run: null, lastRun: { id: '2' } });
    store.getState().show(run('1'), 'pinned');
    store.getState().clear();
    expect(store.getState()).toMatchObject({ run: null, lastRun: { id: '2' } });
    store.getState().show(run('3'), 'latest');
    store.getState().clear();
    expect(store.getState()).toMatchObject({ run: null, lastRun: { id: '3' } });
  });

  it('follows newer runs once the shown one has ended, and never an older one', () => {
    const store = createRunStore();
    store.getState().receive(event('2'));
    store.getState().receive(event('3'));
    expect(store.getState().run?.id).toBe('2');
    store.getState().receive({ ...event('2', { status: 'succeeded' }), seq: 3 });
    store.getState().receive(event('1'));
    expect(store.getState().run?.id).toBe('2');
    store.getState().receive(event('3'));
    expect(store.getState().run?.id).toBe('3');
  });

  it('stays with a run that was chosen by hand', () => {
    const store = createRunStore();
    store.getState().show(run('2', { status: 'failed' }), 'pinned');
    store.getState().receive(event('3'));
    expect(store.getState().run?.id).toBe('2');
  });

  it('takes the test call it was listening for, whatever is shown', () => {
    const store = createRunStore();
    store.getState().show(run('9'), 'pinned');
    store.getState().listen({ nodeId: 'hook', url: '/x', expiresAt: '' });
    store.getState().receive(event('3'));
    expect(store.getState()).toMatchObject({ listening: null, run: { id: '3' } });
  });

  it('keeps what events told when a fetch answers later with less', () => {
    const store = createRunStore();
    store.getState().show(run('2'), 'latest');
    store.getState().receive({ ...event('2', { status: 'succeeded' }), seq: 5 });
    store.getState().show(run('2', { seq: 4 }), 'latest');
    expect(store.getState().run?.status).toBe('succeeded');
  });
});
