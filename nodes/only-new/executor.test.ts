import { expect, it } from 'vitest';
import type { Json } from '@/core/items/item';
import { createEnv } from '@/core/expression/scope';
import { fakeContext } from '@/testing/nodes/fake-context';
import { executor } from './executor';

type Input = Parameters<typeof executor.execute>[0];
const context = fakeContext;

/** Runs it over values, one item each; the values that go on. */
async function passed(
  values: Json[],
  ctx: ReturnType<typeof context>,
  more: Partial<Input['parameters']> & { node?: string } = {},
): Promise<unknown[]> {
  const { node = 'n', ...parameters } = more;
  const whole = { pass: 'new' as const, value: '', history: 100, shared: 'node' as const, ...parameters };
  // The executor asks for one value of each item, whatever its type.
  const parametersFor = (index: number) => ({ ...whole, value: (values[index] ?? null) as string });
  const result = await executor.execute(
    {
      items: () => values.map((value) => ({ json: { value } })),
      parameters: parametersFor(0),
      parametersFor,
      scope: () => createEnv({ self: { id: node, name: node, version: 1 } }),
    },
    ctx,
  );
  if (result.kind !== 'done') throw new Error(result.kind);
  return (result.outputs['main'] ?? []).map(({ json }) => json['value']);
}

it('lets each value pass once, over several runs', async () => {
  const ctx = context();
  expect(await passed(['a', 'b', 'b', 1], ctx)).toEqual(['a', 'b', 'b', 1]);
  expect(await passed(['b', '1', 1, { x: 1 }], ctx)).toEqual(['1', { x: 1 }]);
  expect(await passed([{ x: 1 }, null], ctx)).toEqual([null]);
  expect(await passed(['a'], ctx, { node: 'other' })).toEqual(['a']);
});

it('shares what was seen where it is told to, and forgets it', async () => {
  const ctx = context();
  await passed(['a'], ctx, { shared: 'workflow' });
  expect(await passed(['a'], ctx, { shared: 'workflow', node: 'other' })).toEqual([]);
  expect(await passed(['a', 'a'], ctx, { shared: 'workflow', pass: 'forget' })).toEqual(['a', 'a']);
  expect(await passed(['a'], ctx, { shared: 'workflow' })).toEqual(['a']);
});

it('lets higher numbers and later dates pass', async () => {
  const ctx = context();
  expect(await passed([3, '5', 4], ctx, { pass: 'higher' })).toEqual([3, '5', 4]);
  expect(await passed([4, 5, '6'], ctx, { pass: 'higher' })).toEqual(['6']);
  expect(await passed(['2026-03-01T00:00:00Z'], ctx, { pass: 'later' })).toHaveLength(1);
  expect(await passed(['2026-03-01', '2026-03-01T01:00:00+00:00'], ctx, { pass: 'later' })).toEqual([
    '2026-03-01T01:00:00+00:00',
  ]);
});

it('says which item has no number or date', async () => {
  await expect(passed([1, 'x'], context(), { pass: 'higher' })).rejects.toMatchObject({
    code: 'only-new.no-number',
    message: expect.stringContaining('item 1') as string,
  });
  await expect(passed(['soon'], context(), { pass: 'later' })).rejects.toMatchObject({
    code: 'only-new.no-date',
  });
});
