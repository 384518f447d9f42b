import { describe, expect, it } from 'vitest';
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import { mergeRunEvent, nodeRunState, portItems, stepsByNode } from './run-overlay';

const step = (key: string, more: Partial<RunStepView> = {}): RunStepView => ({
  key,
  nodeId: key.split('@')[0] ?? key,
  nodeName: key,
  iteration: null,
  status: 'succeeded',
  attempts: 1,
  startedAt: null,
  durationMs: 10,
  error: null,
  itemCounts: { main: 2 },
  ...more,
});

const run: RunView = {
  id: 'r1',
  workflowId: 'w1',
  workflowName: 'W',
  version: 1,
  status: 'running',
  trigger: 'a',
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  error: null,
  output: null,
  steps: [step('a'), step('b', { status: 'running', durationMs: null, itemCounts: {} })],
  flags: [],
  seq: 3,
};

describe('run overlay', () => {
  it('knows what was taken from an earlier run, also after a worker told of it', () => {
    const old = step('a', { reused: true, startedAt: '2025-12-31T00:00:00Z' });
    expect(nodeRunState([old])).toMatchObject({ reused: true, durationMs: null });
    expect(nodeRunState([old, step('a@1')])).toMatchObject({ reused: false, durationMs: 10 });
    const told = { ...old, reused: undefined };
    const event = { kind: 'run-changed' as const, seq: 4, run, steps: [told] };
    expect(mergeRunEvent({ ...run, steps: [old] }, event).steps).toEqual([old]);
  });

  it('sums a node over its iterations and shows what is unfinished first', () => {
    const state = nodeRunState([
      step('b@1'),
      step('b@2', { status: 'running', durationMs: null, itemCounts: {} }),
    ]);
    expect(state).toEqual({
      status: 'running',
      items: 2,
      durationMs: 10,
      error: null,
      steps: 2,
      attempts: 1,
      reused: false,
    });
  });

  it('shows a failure over the successes beside it', () => {
    const error = { code: 'x', message: 'It broke.' };
    expect(nodeRunState([step('b@1', { status: 'failed', error }), step('b@2')])).toMatchObject({
      status: 'failed',
      error: 'It broke.',
    });
  });

  it('replaces changed steps, adds new ones and takes the newer summary', () => {
    const { steps: _steps, output: _output, flags: _flags, seq: _seq, ...summary } = run;
    const event = {
      kind: 'run-changed' as const,
      seq: 5,
      run: { ...summary, status: 'succeeded' as const },
      steps: [step('b'), step('c')],
    };
    const merged = mergeRunEvent(run, event);
    expect(merged.status).toBe('succeeded');
    expect(merged.steps.map((s) => `${s.key} ${s.status}`)).toEqual([
      'a succeeded',
      'b succeeded',
      'c succeeded',
    ]);
    expect(mergeRunEvent(merged, { ...event, seq: 4, steps: [] })).toBe(merged);
    expect(mergeRunEvent(run, { ...event, run: { ...event.run, id: 'other' } })).toBe(run);
  });

  it('keeps what events leave out while a step stands where it stood', () => {
    const wait = { for: 'call' as const, until: null, signal: null };
    const waiting = step('b', { status: 'waiting', wait });
    const told = { ...step('b', { status: 'waiting', itemCounts: {} }) };
    const after = (changed: RunStepView) =>
      mergeRunEvent({ ...run, steps: [waiting] }, { kind: 'run-changed', seq: 3, run, steps: [changed] })
        .steps;
    expect(after(told)).toEqual([{ ...told, wait }]);
    expect(after({ ...told, attempts: 2 })).toEqual([{ ...told, attempts: 2 }]);
    expect(after({ ...told, status: 'succeeded' })).toEqual([{ ...told, status: 'succeeded' }]);
  });

  it('knows what passed an edge, and that nothing is known before its source ran', () => {
    const byNode = stepsByNode(run.steps);
    expect(portItems(byNode.get('a'), 'main')).toBe(2);
    expect(portItems(byNode.get('a'), 'other')).toBe(0);
    expect(portItems(byNode.get('b'), 'main')).toBeNull();
    expect(portItems(undefined, 'main')).toBeNull();
    const loop = step('l', { status: 'running', itemCounts: {}, handedOut: { item: 4 } });
    expect(portItems([loop], 'item')).toBe(4);
    expect(portItems([{ ...loop, status: 'succeeded', itemCounts: { done: 4 } }], 'item')).toBe(4);
    expect(nodeRunState([{ ...loop, itemCounts: { done: 4 } }]).items).toBe(4);
  });
});
