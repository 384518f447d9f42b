import { expect, it } from 'vitest';
import { createEnv } from '@/core/expression/scope';
import type { Item } from '@/core/items/item';
import { codeScopeOf } from './code-scope';

const rows: Item[] = [{ json: { b: 1 } }, { json: { b: 2 } }];
const elsewhere: Item = { json: { b: 'elsewhere' } };

function scopeOf(source: string, count = 4) {
  let pauses = 0;
  const scope = codeScopeOf(source, {
    count,
    pause: () => {
      pauses += 1;
      return Promise.resolve();
    },
    scope: (index) =>
      createEnv({
        nodeNames: () => ['Before', 'Later'],
        node: (name) => ({
          exists: name !== 'Nobody',
          executed: name === 'Before',
          items: () => rows,
          pairedItem: () => [rows[1], elsewhere, 'undetermined' as const, undefined][index % 4],
        }),
      }),
  });
  return scope.then(({ nodes }) => ({ nodes, pauses }));
}

it('holds the nodes that the code names, and none that do not exist', async () => {
  const { nodes } = await scopeOf("return $('Before').all().concat($('Later').all(), $('Nobody').all());");
  expect(nodes).toEqual({
    Before: { executed: true, items: rows, paired: [] },
    Later: { executed: false, items: [], paired: [] },
  });
  expect((await scopeOf('return items;')).nodes).toEqual({});
  expect(Object.keys((await scopeOf('return $(items[0].json.name).all();')).nodes)).toEqual([
    'Before',
    'Later',
  ]);
});

it('walks back for code that asks, and lets others have their turn', async () => {
  const { nodes } = await scopeOf("return $('Before').itemMatching(0);");
  expect(nodes.Before?.paired).toEqual([1, elsewhere, 'undetermined', null]);
  expect((await scopeOf("return $('Before').item;", 101)).pauses).toBe(2);
});
