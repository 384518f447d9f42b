import { expect, it } from 'vitest';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

it('fails with the words and the code it was given, and is not tried again', async () => {
  const parameters = {
    mode: 'message' as const,
    object: {},
    message: 'Order 7 has no address.',
    code: 'order.no-address',
  };
  await expect(runList(executor, { main: [{ id: 7 }, { id: 8 }] }, parameters)).rejects.toMatchObject({
    message: 'Order 7 has no address.',
    code: 'order.no-address',
    retryable: false,
    details: { items: 2 },
  });
});

const stop = (object: unknown) =>
  runList(executor, { main: [{}] }, { mode: 'object' as const, object, message: '', code: 'a.b' });

it.each([
  [{ message: 'No address', at: 7 }, 'No address'],
  ['{"error":"In JSON text"}', 'In JSON text'],
  [{ description: 'Why', message: ' ' }, 'Why'],
  [{ at: 7 }, '{"at":7}'],
])('fails with the object %j', async (object, message) => {
  await expect(stop(object)).rejects.toMatchObject({ code: 'a.b', message, retryable: false });
});

it.each([[null], ['text'], [[1]], [5]])('refuses %j for an object', async (object) => {
  await expect(stop(object)).rejects.toMatchObject({ code: 'stop.not-an-object' });
});
