import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASURED_COST, planCapacity } from './plan-capacity';

const plan = (runsPerSecond: number, more = {}) =>
  planCapacity({ runsPerSecond, retentionDays: 30, busy: 0.6, cost: MEASURED_COST, ...more });

describe('planCapacity', () => {
  it('counts processes, cores and bytes from what a run costs', () => {
    const cost = { webMs: 1, workerMs: 2, databaseMs: 0.5, walBytes: 10, storedBytes: 5 };
    expect(planCapacity({ runsPerSecond: 900, retentionDays: 2, busy: 0.5, cost })).toEqual({
      web: { processes: 2, cores: 1.8 },
      worker: { processes: 4, cores: 3.6 },
      database: { databases: 1, cores: 0.9, connections: 2 * 13 + 4 * 8 },
      walBytesPerSecond: 9000,
      storedBytes: 900 * 86_400 * 2 * 5,
      measures: [],
    });
  });

  it('one of each is enough for little', () => {
    expect(plan(0.1)).toMatchObject({
      web: { processes: 1 },
      worker: { processes: 1 },
      database: { databases: 1 },
      measures: [],
    });
  });

  it('names what has to be done at a size', () => {
    expect(plan(30_000).measures).toEqual(expect.arrayContaining(['pooler', 'redis', 'read-replica']));
    expect(plan(200_000).measures).toEqual(expect.arrayContaining(['several-databases', 'archive']));
  });

  it('never needs less for more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (runs, factor) => {
          const [small, large] = [plan(runs), plan(runs * factor)];
          expect(large.web.processes).toBeGreaterThanOrEqual(small.web.processes);
          expect(large.database.databases).toBeGreaterThanOrEqual(small.database.databases);
          expect(large.storedBytes).toBeGreaterThanOrEqual(small.storedBytes);
        },
      ),
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s runs a second', (runs) => {
    expect(() => plan(runs)).toThrow(RangeError);
  });
});
