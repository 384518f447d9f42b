import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { runList } from '@/testing/nodes/run-list';
import { executor } from './executor';

type SortParameters = Parameters<typeof executor.execute>[0]['parameters'];
const by = (...fields: SortParameters['fields']): SortParameters => ({
  mode: 'fields',
  fields,
  source: '',
  dots: true,
});
const key = (
  field: string,
  direction: 'ascending' | 'descending' = 'ascending',
  type: SortParameters['fields'][number]['type'] = 'auto',
) => ({ field, direction, type });

async function sort(rows: JsonObject[], parameters: SortParameters) {
  const { main = [] } = await runList(executor, { main: rows }, parameters);
  return main;
}

it('goes by several fields, nested ones too, each in its own direction', async () => {
  const rows = [
    { id: 1, a: { n: 2 }, b: 'x' },
    { id: 2, a: { n: 1 }, b: 'x' },
    { id: 3, a: { n: 2 }, b: 'y' },
    { id: 4, b: 'z' },
  ];
  const sorted = await sort(rows, by(key('a.n', 'descending'), key('b', 'descending')));
  expect(sorted.map((item) => item.json.id)).toEqual([3, 1, 2, 4]);
  expect(sorted[0]?.from).toEqual([{ port: 'main', index: 2 }]);
});

it('is stable in both directions, and gives each item once', async () => {
  const rows = fc.array(fc.record({ k: fc.integer({ min: 0, max: 3 }) }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom('ascending' as const, 'descending' as const),
      async (list, direction) => {
        const sorted = await sort(list, by(key('k', direction)));
        const seen = sorted.map((item) => ({ k: Number(item.json.k), index: item.from?.[0]?.index ?? -1 }));
        expect(new Set(seen.map(({ index }) => index)).size).toBe(list.length);
        for (const [at, next] of seen.entries()) {
          const before = seen[at - 1];
          if (!before) continue;
          if (before.k === next.k) expect(before.index).toBeLessThan(next.index);
          else expect(before.k < next.k).toBe(direction === 'ascending');
        }
      },
    ),
  );
});

it('shuffles by the random numbers of the step alone', async () => {
  const items = [0, 1, 2, 3].map((id) => ({ json: { id } }));
  const run = async (numbers: number[]) => {
    const left = [...numbers];
    const parameters: SortParameters = { mode: 'random', fields: [], source: '', dots: true };
    const result = await executor.execute(
      { items: () => items, parameters, parametersFor: () => parameters },
      fakeContext({ random: () => left.shift() ?? 0 }),
    );
    return result.kind === 'done' ? result.outputs.main?.map((item) => item.json.id) : [];
  };
  expect(await run([0.99, 0.99, 0.99])).toEqual([0, 1, 2, 3]);
  expect(await run([0, 0, 0])).toEqual([1, 2, 3, 0]);
  expect(await run([0, 0, 0])).toEqual(await run([0, 0, 0]));
});

it('asks for a field', async () => {
  await expect(sort([], by())).rejects.toMatchObject({ code: 'sort.no-fields' });
});

describe('by code', () => {
  const items = [{ json: { n: 2 } }, { json: { n: 1 } }];
  const parameters: SortParameters = { ...by(), mode: 'code', source: 'return a.json.n - b.json.n;' };
  const answering = (answer: object[]) =>
    executor.execute(
      { items: () => items, parameters, parametersFor: () => parameters },
      fakeContext({
        sandbox: {
          runSql: () => Promise.reject(new Error('nobody asks')),
          runJavaScript: ({ source }) => {
            expect(source).toContain(parameters.source);
            return Promise.resolve({
              items: answer.map((json) => ({ json: json as JsonObject })),
              console: [],
            });
          },
        },
      }),
    );

  it('takes the order that the sandbox gives', async () => {
    expect(await answering([{ index: 1 }, { index: 0 }])).toMatchObject({
      outputs: { main: [{ json: { n: 1 }, from: [{ port: 'main', index: 1 }] }, { json: { n: 2 } }] },
    });
  });

  it.each([
    [[{ index: 0 }]],
    [[{ index: 0 }, { index: 0 }]],
    [[{ index: 0 }, { index: 7 }]],
    [[{}, { index: 'x' }]],
  ])('takes no other answer: %j', async (answer) => {
    await expect(answering(answer)).rejects.toMatchObject({ code: 'sort.bad-code' });
  });
});
