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
