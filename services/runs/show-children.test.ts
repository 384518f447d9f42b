import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import type { Fact } from '@/core/engine/types';
import { showChildren } from './show-children';

const view = (key: string): RunStepView => ({
  ...{ key, nodeId: key, nodeName: key, iteration: null, status: 'succeeded', attempts: 1, error: null },
  ...{ startedAt: null, durationMs: null, itemCounts: {} },
});
const child = (runId: string) => ({ runId, workflowId: 'w' });
const suspended = (step: string, calls?: { runId: string; workflowId: string }[]): Fact => ({
  ...{ kind: 'step-suspended', at: 0, step, attempt: 1, startedAt: 0, until: null, signal: 'children' },
  ...(calls ? { calls } : {}),
});

describe('runs that a step started', () => {
  it('are told when it waits for them no more, each once', () => {
    const facts = [
      suspended('a', [child('1'), child('2')]),
      suspended('b'),
      suspended('a', [child('2'), child('3')]),
    ];
    const [a, b] = showChildren([view('a'), view('b')], facts);
    expect(a?.children).toEqual([child('1'), child('2'), child('3')]);
    expect(b).toEqual(view('b'));
  });

  it('are told when it did not wait for them', () => {
    const facts: Fact[] = [
      {
        ...{ kind: 'step-succeeded', at: 0, step: 'a', attempt: 1, startedAt: 0, outputs: {} },
        calls: [child('1')],
      },
    ];
    expect(showChildren([view('a')], facts)[0]?.children).toEqual([child('1')]);
  });
});
