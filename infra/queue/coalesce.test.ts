import { expect, it } from 'vitest';
import { createCoalescer } from './coalesce';

it('makes one call of all triggers that come while one is under way', async () => {
  const ends: (() => void)[] = [];
  const coalescer = createCoalescer(0, () => new Promise((resolve) => ends.push(resolve)));
  for (let count = 0; count < 100; count += 1) coalescer.trigger();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);
});

it('goes on after a failure and ends with close', async () => {
  let calls = 0;
  const coalescer = createCoalescer(0, () => Promise.reject(new Error(String((calls += 1)))));
  coalescer.trigger();
  await new Promise(setImmediate);
  coalescer.trigger();
  coalescer.close();
  await new Promise(setImmediate);
  coalescer.trigger();
  expect(calls).toBe(2);
});
