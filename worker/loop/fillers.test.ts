import { expect, it } from 'vitest';
import { fillers } from './fillers';

const holding = (...counts: number[]) =>
  new Map(
    counts.flatMap((count, tenant) =>
      Array.from(
        { length: count },
        (_, n) => [`${tenant}-${n}`, { row: { tenantId: `t${tenant}` } }] as const,
      ),
    ),
  );

it('leaves the last places of a worker to tenants that do not fill it already', () => {
  expect(fillers(holding(899), 1000)).toEqual([]);
  expect(fillers(holding(900), 1000)).toEqual(['t0']);
  expect(fillers(holding(300, 601), 1000)).toEqual(['t1']);
  expect(fillers(holding(450, 450), 1000)).toEqual([]);
});
