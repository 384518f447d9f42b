import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import { formatDuration, stepBars } from './timeline';

const step = (
  key: string,
  startedAt: string | null,
  durationMs: number | null,
  status: RunStepView['status'],
) =>
  ({
    key,
    nodeId: key,
    nodeName: key,
    iteration: null,
    status,
    attempts: 1,
    startedAt,
    durationMs,
    error: null,
    itemCounts: {},
  }) satisfies RunStepView;

describe('timeline', () => {
  it('puts steps on one time line, what never began last', () => {
    const bars = stepBars(
      {
        steps: [
          step('skipped', null, null, 'skipped'),
          step('b', '2026-01-01T00:00:01Z', 1000, 'succeeded'),
          step('a', '2026-01-01T00:00:00Z', 1000, 'succeeded'),
          step('c', '2026-01-01T00:00:02Z', null, 'running'),
        ],
      },
      Date.parse('2026-01-01T00:00:04Z'),
    );
    expect(bars.map((bar) => [bar.step.key, bar.offset, bar.length])).toEqual([
      ['a', 0, 0.25],
      ['b', 0.25, 0.25],
      ['c', 0.5, 0.5],
      ['skipped', 0, 0],
    ]);
  });

  it('is whole for a run without a step', () => {
    expect(stepBars({ steps: [] }, 0)).toEqual([]);
  });

  it('writes durations with their unit', () => {
    expect([8.4, 1400, 12_300, 125_000].map(formatDuration)).toEqual(['8 ms', '1.4 s', '12 s', '2 min 05 s']);
  });
});
