import { expect, it } from 'vitest';
import { createQueueBound } from './queue-bound';

/** A queue in memory; counting it may be held up. */
function aQueue() {
  const state = { queued: 0, counts: 0, now: 0 };
  const bound = createQueueBound({
    count: async () => {
      state.counts += 1;
      await new Promise(setImmediate);
      return state.queued;
    },
    now: () => state.now,
  });
  const accept = async (most: number): Promise<boolean> => {
    try {
      await bound.take('t', most);
    } catch (error) {
      expect(error).toMatchObject({ code: 'run.too-many-queued', status: 429 });
      return false;
    }
    await new Promise(setImmediate);
    state.queued += 1;
    bound.giveBack('t');
    return true;
  };
  return { state, accept };
}

it('takes exactly as many as there is room for, also of many at once', async () => {
  const { state, accept } = aQueue();
  const taken = await Promise.all(Array.from({ length: 40 }, () => accept(7)));
  expect(taken.filter(Boolean)).toHaveLength(7);
  expect(state.queued).toBe(7);
});

it('has room again when runs began, and asks seldom while there is much', async () => {
  const { state, accept } = aQueue();
  for (let n = 0; n < 5; n += 1) expect(await accept(5)).toBe(true);
  expect(await accept(5)).toBe(false);
  const counted = state.counts;
  expect(await accept(5)).toBe(false);
  expect(state.counts).toBe(counted);
  state.queued = 0;
  state.now += 100;
  expect(await accept(5)).toBe(true);
  state.counts = 0;
  for (let n = 0; n < 500; n += 1) expect(await accept(100_000)).toBe(true);
  expect(state.counts).toBe(1);
});

it('counts anew when the limit was changed', async () => {
  const { accept } = aQueue();
  expect(await accept(100)).toBe(true);
  const taken = await Promise.all(Array.from({ length: 12 }, () => accept(5)));
  expect(taken.filter(Boolean)).toHaveLength(4);
});
