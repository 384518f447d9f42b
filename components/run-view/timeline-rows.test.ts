import { describe, expect, it } from 'vitest';
import type { RunStepView } from '@/core/contracts/run-view';
import { axisTicks, mostAtOnce, placeOn, timelineRows, timeScale, type TimelineRow } from './timeline-rows';

const AT = Date.parse('2026-01-01T00:00:00Z');
const step = (key: string, from: number | null, took: number | null): RunStepView => ({
  key,
  nodeId: key.split('@')[0] ?? key,
  nodeName: key,
  iteration: key.split('@')[1] ?? null,
  status: took === null ? ('running' as const) : ('succeeded' as const),
  attempts: 1,
  startedAt: from === null ? null : new Date(AT + from).toISOString(),
  durationMs: took,
  error: null,
  itemCounts: {},
});
const rowsOf = (steps: readonly RunStepView[], toggled: readonly string[] = []) =>
  timelineRows({ steps, nowMs: AT + 100, toggled: new Set(toggled) });
const names = (rows: readonly TimelineRow[]) => rows.map((row) => `${'-'.repeat(row.depth)}${row.key}`);

describe('rows of the timeline', () => {
  it('stand in the order in which steps began', () => {
    const rows = rowsOf([step('late', 20, 5), step('never', null, null), step('early', 0, 5)]);
    expect(names(rows)).toEqual(['early', 'late', 'never']);
  });

  it('begin with what was taken from an earlier run, outside of the line of time', () => {
    const old = { ...step('old', -60_000, 5), reused: true };
    const steps = [step('new', 0, 5), old];
    expect(names(rowsOf(steps))).toEqual(['old', 'new']);
    expect(timeScale(steps, AT + 100)).toEqual({ from: AT, lengthMs: 5 });
    expect(mostAtOnce([old, { ...step('too', -60_000, 5), reused: true }], AT)).toBe(0);
  });

  it('put iterations under their loop, and open and close by hand', () => {
    const steps = [
      step('loop', 0, 50),
      step('body@loop:0', 1, 5),
      step('end@loop:0', 6, 5),
      { ...step('body@loop:1', 2, 20), status: 'failed' as const },
    ];
    const rows = rowsOf(steps);
    expect(names(rows)).toEqual(['loop', '/loop', '-/loop:0', '-/loop:1']);
    expect(rows[1]).toMatchObject({ what: 'loop', count: 2, status: 'failed', from: AT + 1, to: AT + 22 });
    expect(rows[3]).toMatchObject({ what: 'iteration', count: 1, status: 'failed' });
    expect(names(rowsOf(steps, ['/loop:1']))).toContain('--body@loop:1');
    expect(names(rowsOf(steps, ['/loop']))).toEqual(['loop', '/loop']);
  });

  it('put the passes of a cycle under the node it is entered by', () => {
    const rows = rowsOf([step('a@a~:0', 0, 5), step('b@a~:0', 6, 5), step('a@a~:1', 12, 5)]);
    expect(names(rows)).toEqual(['/a', '-/a~:0', '-/a~:1']);
    expect(rows[0]).toMatchObject({ what: 'loop', nodeId: 'a', count: 2 });
    expect(rows[2]).toMatchObject({ what: 'iteration', count: 1 });
  });

  it('nest loops in loops and do not mistake a delivery for an iteration', () => {
    const rows = rowsOf(
      [step('x@outer:0/inner:2', 0, 1), step('y@edge-1', 2, 1)],
      ['/outer:0', '/outer:0/inner:2'],
    );
    expect(names(rows)).toEqual([
      '/outer',
      '-/outer:0',
      '--/outer:0/inner',
      '---/outer:0/inner:2',
      '----x@outer:0/inner:2',
      'y@edge-1',
    ]);
  });

  it('fold a long loop at first', () => {
    const steps = Array.from({ length: 5000 }, (_, index) => step(`b@l:${index}`, index, 1));
    expect(names(rowsOf(steps))).toEqual(['/l']);
    expect(rowsOf(steps, ['/l'])).toHaveLength(5001);
  });

  it('name the first step of each node', () => {
    const rows = rowsOf([step('a@e1', 0, 1), step('a@e2', 1, 1)]);
    expect(rows.map((row) => row.kind === 'step' && row.isFirstOfNode)).toEqual([true, false]);
  });
});

describe('the common line of time', () => {
  it('lets what still runs grow until now', () => {
    const steps = [step('a', 0, 50), step('b', 25, null)];
    const scale = timeScale(steps, AT + 100);
    expect(scale).toEqual({ from: AT, lengthMs: 100 });
    const [, running] = rowsOf(steps);
    expect(running && placeOn(scale, running)).toEqual({ offset: 0.25, length: 0.75 });
    expect(timeScale([], AT).lengthMs).toBe(1);
  });

  it('has round marks, never too many', () => {
    expect(axisTicks(100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(axisTicks(1)).toEqual([0, 1]);
    expect(axisTicks(83_000)).toEqual([0, 20_000, 40_000, 60_000, 80_000]);
  });

  it('counts what ran at once', () => {
    expect(mostAtOnce([step('a', 0, 10), step('b', 10, 10), step('c', 5, 20)], AT)).toBe(2);
    expect(mostAtOnce([step('a', 0, 0)], AT)).toBe(0);
  });
});
