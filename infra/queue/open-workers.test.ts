import { expect, it } from 'vitest';
import { createOpenWorkers, openText } from './open-workers';

async function heardOf() {
  const state = { now: 0, say: (_payload: string): void => undefined };
  const bus = {
    subscribe: (_channel: string, onPayload: (payload: string) => void) => {
      state.say = onPayload;
      return Promise.resolve(() => Promise.resolve());
    },
  };
  return { state, workers: await createOpenWorkers({ bus, now: () => state.now }) };
}

it('takes those that have room in turn', async () => {
  const { state, workers } = await heardOf();
  expect(workers.next()).toBeNull();
  state.say(openText('a', true));
  state.say(openText('b', true));
  const turns = [workers.next(), workers.next(), workers.next(), workers.next()];
  expect([...new Set(turns)].sort()).toEqual(['a', 'b']);
  expect(turns[0]).toBe(turns[2]);
  state.say(openText('a', false));
  expect([workers.next(), workers.next()]).toEqual(['b', 'b']);
});

it('forgets who was not heard for a while', async () => {
  const { state, workers } = await heardOf();
  state.say(openText('a', true));
  state.now = 2000;
  expect(workers.next()).toBe('a');
  state.now = 3000;
  expect(workers.next()).toBeNull();
  expect(workers.next()).toBeNull();
});
