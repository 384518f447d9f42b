import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import { markReused } from './mark-reused';

const BEGAN = Date.parse('2026-01-01T00:00:10Z');
const step = (key: string, startedAt: number | null, durationMs: number | null): RunStepView => ({
  ...{ key, nodeId: key, nodeName: key, iteration: null, status: 'succeeded', attempts: 1, error: null },
  startedAt: startedAt === null ? null : new Date(BEGAN + startedAt).toISOString(),
  durationMs,
  itemCounts: {},
});
const STEPS = [
  step('before', -60_000, 5),
  step('now', 2, 5),
  step('begun', -60_000, null),
  step('never', null, null),
];
const started = { at: BEGAN, trigger: 't', seed: 's', pinned: true, until: null, maxSteps: 100 };
const reusedIn = (flags: string[]) =>
  markReused(STEPS, { run: { flags }, state: { started } })
    .filter((one) => one.reused)
    .map((one) => one.key);

describe('results taken from an earlier run', () => {
  it('are those that had ended before the run began', () => {
    expect(reusedIn(['started:node'])).toEqual(['before']);
    expect(reusedIn(['started:retry', 'input.sanitised'])).toEqual(['before']);
  });

  it('are not all that began before: what went on in this run counts from its beginning', () => {
    const loop = step('loop', -60_000, 60_200);
    const flags = ['started:rerun'];
    const [shown] = markReused([loop], { run: { flags }, state: { started } });
    expect(shown).toEqual({ ...loop, startedAt: new Date(BEGAN).toISOString(), durationMs: 200 });
    const [going] = markReused([step('g', -5, null)], { run: { flags }, state: { started } });
    expect(going).toMatchObject({ startedAt: new Date(BEGAN).toISOString(), durationMs: null });
  });

  it('are in no run that follows none, whatever clocks say', () => {
    expect(reusedIn([])).toEqual([]);
    expect(reusedIn(['started:sub-workflow'])).toEqual([]);
  });
});
