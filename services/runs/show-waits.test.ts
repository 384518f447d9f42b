import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import { namedSignal, WEBHOOK_SIGNAL } from '@/core/engine/signals';
import type { StepState, StepWait } from '@/core/engine/types';
import { showWaits } from './show-waits';

const AT = Date.parse('2026-01-01T08:00:00Z');
const view: RunStepView = {
  ...{ key: 'a', nodeId: 'a', nodeName: 'A', iteration: null, status: 'waiting', attempts: 1, error: null },
  ...{ startedAt: null, durationMs: null, itemCounts: {} },
};
const waitOf = (wait: StepWait | null, status: RunStepView['status'] = 'waiting') => {
  const steps = new Map([['a', { wait } as StepState]]);
  return showWaits([{ ...view, status }], { steps })[0]?.wait;
};
const suspended = (signal: string | null, until: number | null = null) =>
  waitOf({ kind: 'suspended', until, signal });

describe('what a step waits for', () => {
  it('is said in words that people know', () => {
    const until = new Date(AT).toISOString();
    expect(suspended(null, AT)).toEqual({ for: 'time', until, signal: null });
    expect(suspended(WEBHOOK_SIGNAL)).toEqual({ for: 'call', until: null, signal: null });
    expect(suspended(namedSignal('paid'), AT)).toEqual({ for: 'signal', until, signal: 'paid' });
    expect(suspended('other')).toEqual({ for: 'event', until: null, signal: null });
    expect(waitOf({ kind: 'retry', dueAt: AT })).toEqual({ for: 'retry', until, signal: null });
    const calls = [{ runId: 'r', workflowId: 'w' }];
    expect(waitOf({ kind: 'suspended', until: null, signal: 'children', calls })?.for).toBe('runs');
  });

  it('is told of waiting steps only; a doubt is told elsewhere', () => {
    expect(waitOf({ kind: 'retry', dueAt: AT }, 'cancelled')).toBeUndefined();
    expect(waitOf({ kind: 'decision', effects: [] })).toBeUndefined();
    expect(waitOf(null)).toBeUndefined();
  });
});
