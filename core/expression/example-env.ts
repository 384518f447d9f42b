/** The run that the examples of names and functions are evaluated in: one small order, on a Sunday morning in Berlin. */
import type { Item } from '@/core/items/item';
import { createEnv, type EnvNode, type ExpressionEnv } from './scope';

const ADA: Item = {
  json: {
    name: 'Ada',
    amount: 120,
    tags: ['new', 'vip'],
    address: { city: 'London' },
    lines: [
      { name: 'Pen', price: 3 },
      { name: 'Lamp', price: 40 },
    ],
    note: '',
  },
  binary: { invoice: { blobKey: '', name: 'invoice.pdf', mediaType: 'application/pdf', size: 24_500 } },
};
const BOB: Item = { json: { name: 'Bob', amount: 80, tags: [] } };

const ORDERS: readonly Item[] = [{ json: { id: 'A-1' } }, { json: { id: 'A-2' } }];

const node: EnvNode = {
  exists: true,
  executed: true,
  items: () => ORDERS,
  outputAt: () => ORDERS,
  pairedItem: (index = 0) => ORDERS[index],
  loop: () => ({ currentRunIndex: 0, noItemsLeft: false }),
};

/** The environment of all examples; the same each time. */
export const EXAMPLE_ENV: ExpressionEnv = createEnv({
  item: ADA,
  inputItems: () => [ADA, BOB],
  nodeNames: () => ['Orders', 'Each'],
  node: (name) => (name === 'Orders' || name === 'Each' ? node : createEnv().node(name)),
  now: Date.UTC(2026, 2, 1, 8),
  timezone: 'Europe/Berlin',
  workflow: { id: 'w-1', name: 'Orders to mail' },
  self: { id: 'n-2', name: 'Mail', version: 1 },
  source: { name: 'Orders', outputIndex: 0 },
  page: {
    response: { statusCode: 200, headers: {}, body: { next: '/orders?page=2' } },
    request: { url: 'https://api.example/orders' },
    count: 1,
  },
  execution: { id: 'r-7', mode: 'production', resumeUrl: 'https://heddle.example/resume/1' },
  vars: { rate: 0.2 },
  random: () => 0.5,
});
