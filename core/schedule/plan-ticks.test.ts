import { describe, expect, it } from 'vitest';
import { planTicks, type DueTicks } from './plan-ticks';
import { readSchedule } from './schedule';

const MINUTE = 60_000;
const NINE = Date.UTC(2026, 10, 21, 9);

/** Every minute, in UTC. */
function plan(options: object, due: Partial<DueTicks> & { nowMs: number }) {
  const rule = { rules: [{ every: 'minutes' }], ...options };
  const read = readSchedule(rule, 'UTC');
  if (!read.ok) throw new Error(read.path);
  return planTicks({ schedule: read.schedule, nextMs: NINE, isRunning: false, seed: 't', ...due });
}

const at = (minute: number) => NINE + minute * MINUTE;

describe('in time', () => {
  it('fires what is due and names the next', () => {
    expect(plan({}, { nowMs: NINE + 1200 })).toEqual({ fires: [NINE], skipped: [], nextMs: at(1) });
    expect(plan({}, { nowMs: NINE - 1 })).toEqual({ fires: [], skipped: [], nextMs: NINE });
  });

  it('fires each of several that are not late, whatever the policy', () => {
    for (const missed of ['skip', 'once', 'all']) {
      expect(
        plan({ missed, rules: [{ every: 'seconds', interval: 30 }] }, { nowMs: NINE + 31_000 }),
      ).toMatchObject({
        fires: [NINE, NINE + 30_000],
        skipped: [],
      });
    }
  });

  it('ends with the schedule', () => {
    expect(plan({ endsAt: '2026-11-21T09:00' }, { nowMs: NINE })).toEqual({
      fires: [NINE],
      skipped: [],
      nextMs: null,
    });
  });

  it('waits for the jitter', () => {
    const options = { jitterSeconds: 50 };
    const waiting = plan(options, { nowMs: NINE, seed: 'x' });
    expect(waiting).toMatchObject({ fires: [], nextMs: NINE });
    expect(plan(options, { nowMs: NINE + 50_000, seed: 'x' }).fires).toEqual([NINE]);
  });
});

describe('missed', () => {
  const pause = { nowMs: at(5) - 30_000 }; // minutes 0 to 4 are due, 0 to 3 are late

  it('skip: only what is in time fires', () => {
    expect(plan({ missed: 'skip' }, pause)).toEqual({
      fires: [at(4)],
      skipped: [{ reason: 'missed', firstMs: at(0), lastMs: at(3), count: 4 }],
      nextMs: at(5),
    });
  });

  it('once: the newest makes up for all', () => {
    const daily = { rules: [{ every: 'days', at: '09:00' }], missed: 'once' };
    expect(plan(daily, { nowMs: NINE + 3 * 86_400_000 + 3_600_000 })).toEqual({
      fires: [NINE + 3 * 86_400_000],
      skipped: [{ reason: 'missed', firstMs: NINE, lastMs: NINE + 2 * 86_400_000, count: 3 }],
      nextMs: NINE + 4 * 86_400_000,
    });
    expect(plan({ missed: 'once' }, pause).fires).toEqual([at(4)]);
  });

  it('all: each fires, up to the limit, the newest', () => {
    expect(plan({ missed: 'all' }, pause).fires).toEqual([0, 1, 2, 3, 4].map(at));
    expect(plan({ missed: 'all', missedLimit: 3 }, pause)).toEqual({
      fires: [2, 3, 4].map(at),
      skipped: [{ reason: 'over-limit', firstMs: at(0), lastMs: at(1), count: 2 }],
      nextMs: at(5),
    });
  });

  it.each([
    ['skip', [1999]],
    ['once', [1999]],
    ['all', [1995, 1996, 1997, 1998, 1999]],
  ])('%s: a very long pause is worked off in parts, with the same end', (missed, expected) => {
    const nowMs = at(2000) - 1;
    const fires: number[] = [];
    let passed = 0;
    let nextMs: number | null = NINE;
    let rounds = 0;
    while (nextMs !== null && nextMs <= nowMs) {
      const part = plan({ missed, missedLimit: 5 }, { nextMs, nowMs });
      fires.push(...part.fires);
      passed += part.skipped.reduce((sum, skip) => sum + skip.count, 0);
      nextMs = part.nextMs;
      rounds += 1;
      expect(rounds).toBeLessThan(10);
    }
    expect(fires).toEqual(expected.map(at));
    expect(passed + fires.length).toBe(2000);
    expect(nextMs).toBe(at(2000));
  });
});

describe('overlap', () => {
  it('skip: nothing starts while a run goes on, and at most one run starts', () => {
    expect(plan({ overlap: 'skip' }, { nowMs: NINE, isRunning: true })).toEqual({
      fires: [],
      skipped: [{ reason: 'overlap', firstMs: NINE, lastMs: NINE, count: 1 }],
      nextMs: at(1),
    });
    expect(plan({ overlap: 'skip', missed: 'all' }, { nowMs: at(2) })).toMatchObject({
      fires: [at(0)],
      skipped: [{ reason: 'overlap', firstMs: at(1), lastMs: at(2), count: 2 }],
    });
  });

  it('allow: starts beside it', () => {
    expect(plan({}, { nowMs: NINE, isRunning: true }).fires).toEqual([NINE]);
  });
});
