import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import { formatDuration, stepBars } from './timeline';

const step = (key: string, more: Partial<RunStepView>): RunStepView => ({
  key,
  nodeId: key,
  nodeName: key,
  iteration: null,
  status: 'succeeded',
  attempts: 1,
  startedAt: null,
  durationMs: null,
  error: null,
  itemCounts: {},
  ...more,
});

describe('timeline', () => {
  it('puts steps on one time line, what never began last', () => {
    const bars = stepBars(
      {
        steps: [
          step('skipped', { status: 'skipped' }),
          step('b', { startedAt: '2026-01-01T00:00:01Z', durationMs: 1000 }),
          step('a', { startedAt: '2026-01-01T00:00:00Z', durationMs: 1000 }),
          step('c', { startedAt: '2026-01-01T00:00:02Z', status: 'running' }),
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
