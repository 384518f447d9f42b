import { expect, it } from 'vitest';
import { createSlots } from './slots';

it('runs as many at once as there are places, in the order of asking, and frees places after failures', async () => {
  const slots = createSlots(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const work = [0, 1, 2, 3].map((n) =>
    slots.use(async () => {
      began.push(n);
      await new Promise<void>((resolve) => (ends[n] = resolve));
      if (n === 0) throw new Error('failed');
      return n;
    }),
  );
  const settled = Promise.allSettled(work);
  await Promise.resolve();
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  ends[0]?.();
  await expect(work[0]).rejects.toThrow('failed');
  expect(began).toEqual([0, 1, 2]);
  ends[1]?.();
  ends[2]?.();
  await work[2];
  await Promise.resolve();
  expect(began).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
