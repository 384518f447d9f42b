/** SQL over items, in the real child. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { buildSandboxChild } from './build-child';
import { createSandboxPool, type SandboxPool } from './sandbox-pool';

let pool: SandboxPool;
let sandbox: Sandbox;
beforeAll(async () => {
  pool = createSandboxPool({ childPath: await buildSandboxChild(), size: 1 });
  sandbox = pool.sandboxFor('sql');
});
afterAll(() => pool.close());

function ask(query: string, tables: Record<string, JsonObject[]>, timeoutMs = 5000): Promise<JsonObject[]> {
  return sandbox.runSql({ query, tables, maxRows: 1000, timeoutMs });
}

const orders = [
  { id: 1, who: 'a', total: 12.5, paid: true, tags: ['x'], 'odd "name': 'ä' },
  { id: 2, who: 'z', total: 3, paid: false, note: null },
];
const people = [{ who: 'a', name: 'Ada' }];

describe('rows', () => {
  it('are joined, and come back as what they were', async () => {
    const rows = await ask('SELECT * FROM input1 LEFT JOIN input2 ON input1.who = input2.who', {
      input1: orders,
      input2: people,
    });
    expect(rows).toEqual([
      { ...orders[0], note: null, name: 'Ada' },
      { id: 2, who: 'z', total: 3, paid: false, tags: null, 'odd "name': null, note: null, name: null },
    ]);
  });

  it.each<[string, JsonObject[]]>([
    ['SELECT count(*) AS n, sum(total) AS sum FROM input1', [{ n: 2, sum: 15.5 }]],
    ['SELECT id FROM input1 WHERE paid ORDER BY id DESC', [{ id: 1 }]],
    ['SELECT upper(name) AS name FROM input2 WHERE 1 = 0', []],
    ['CREATE TABLE t AS SELECT id FROM input1; DELETE FROM t WHERE id = 1; SELECT * FROM t', [{ id: 2 }]],
    ["SELECT json_extract(tags, '$[0]') AS tag FROM input1 WHERE tags IS NOT NULL", [{ tag: 'x' }]],
    [
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3) SELECT x FROM c',
      [{ x: 1 }, { x: 2 }, { x: 3 }],
    ],
    ['SELECT 1 AS a, 2 AS a', [{ a: 2 }]],
  ])('of %s', async (query, expected) => {
    expect(await ask(query, { input1: orders, input2: people })).toEqual(expected);
  });

  it('may be none, and names may differ in case alone', async () => {
    expect(await ask('SELECT * FROM input1', { input1: [], input2: [{}] })).toEqual([]);
    expect(await ask('SELECT * FROM input1', { input1: [{ A: 1, a: 2 }] })).toEqual([{ A: 1, a_2: 2 }]);
  });
});

describe('a query', () => {
  it.each([
    ['SELEC 1', 'sql.threw', /syntax error/],
    ['SELECT * FROM elsewhere', 'sql.threw', /no such table/],
    ["SELECT load_extension('x')", 'sql.threw', /./],
    [
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c',
      'sql.too-large-output',
      /./,
    ],
    ["SELECT zeroblob(500000000) || 'x' AS big", 'sql.out-of-memory', /memory/],
  ])('%s fails', async (query, code, message) => {
    await expect(ask(query, { input1: orders })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    expect(await ask('SELECT 1 AS one', {})).toEqual([{ one: 1 }]);
  });

  it('that does not end is ended', async () => {
    const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';
    await expect(ask(endless, {}, 50)).rejects.toMatchObject({ code: 'sql.timeout' });
    expect(await ask('SELECT 1 AS one', {})).toEqual([{ one: 1 }]);
  });

  it('leaves nothing for the next one, not even a file', async () => {
    await ask(
      "CREATE TABLE kept (x); INSERT INTO kept VALUES (1); ATTACH 'f.db' AS f; CREATE TABLE f.kept (x)",
      {},
    );
    await expect(ask('SELECT * FROM kept', {})).rejects.toMatchObject({ code: 'sql.threw' });
    await expect(ask("ATTACH 'f.db' AS f; SELECT * FROM f.kept", {})).rejects.toMatchObject({
      code: 'sql.threw',
    });
  });
});
