import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

type DuplicateParameters = Parameters<typeof executor.execute>[0]['parameters'];

async function unique(rows: JsonObject[], parameters: Partial<DuplicateParameters> = {}) {
  const whole: DuplicateParameters = {
    compare: 'all',
    fields: '',
    keep: 'first',
    ignoreCase: false,
    dots: true,
    onlyCompared: false,
    ...parameters,
  };
  const outputs = await runList(executor, { main: rows }, whole);
  const indexes = (port: string) => (outputs[port] ?? []).map((item) => item.from?.[0]?.index ?? -1);
  return { kept: indexes('main'), removed: indexes('removed') };
}

const rows = [
  { id: 1, mail: 'a@x', at: 1 },
  { at: 1, mail: 'a@x', id: 1 },
  { id: 1, mail: 'A@x', at: 2 },
  { id: '1', mail: null },
  { id: '1' },
];

it.each<[Partial<DuplicateParameters>, number[]]>([
  [{}, [0, 2, 3, 4]],
  [{ compare: 'selected', fields: 'mail' }, [0, 2, 3]],
  [{ compare: 'selected', fields: 'mail', ignoreCase: true }, [0, 3]],
  [{ compare: 'selected', fields: 'id' }, [0, 3]],
  [{ compare: 'selected', fields: 'id', keep: 'last' }, [2, 4]],
  [{ compare: 'except', fields: 'at, mail' }, [0, 3]],
])('%j keeps %j', async (parameters, expected) => {
  const { kept, removed } = await unique(rows, parameters);
  expect(kept).toEqual(expected);
  expect([...kept, ...removed].sort()).toEqual([0, 1, 2, 3, 4]);
});

it('changes nothing the second time', async () => {
  const list = fc.array(fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.boolean() }));
  await fc.assert(
    fc.asyncProperty(list, fc.constantFrom('first' as const, 'last' as const), async (items, keep) => {
      const { kept } = await unique(items, { keep });
      const once = kept.flatMap((index) => items[index] ?? []);
      expect((await unique(once, { keep })).removed).toEqual([]);
    }),
  );
});

it('asks for a field', async () => {
  await expect(unique([], { compare: 'selected', fields: ' ' })).rejects.toMatchObject({
    code: 'remove-duplicates.no-fields',
  });
});
