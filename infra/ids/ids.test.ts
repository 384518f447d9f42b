import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createManualClock } from '@/infra/clock/clock';
import { createIds } from './ids';

test('ids are version 7, carry the time and are all different', () => {
  const clock = createManualClock(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  const ids = createIds(clock);
  const made = Array.from({ length: 5000 }, () => ids.uuid7());
  expect(new Set(made).size).toBe(5000);
  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(made[0]?.replace('-', '').slice(0, 12) ?? '', 16)).toBe(clock.now());
});

test('each id is greater than the one before, however the clock moves', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 300 }), (steps) => {
      const clock = createManualClock();
      const ids = createIds(clock);
      let last = ids.uuid7();
      for (const step of steps) {
        clock.advance(step);
        const next = ids.uuid7();
        expect(next > last).toBe(true);
        last = next;
      }
    }),
  );
});
