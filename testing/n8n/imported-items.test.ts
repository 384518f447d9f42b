/** Nodes as n8n exports them, with rows that are pinned before them: the items that leave, in their order. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { buildSandboxChild } from '@/worker/sandbox/build-child';
import { createSandboxPool, type SandboxPool } from '@/worker/sandbox/sandbox-pool';
import { byPort, giveTo, runImported, type WrittenNode } from './run-imported';

let pool: SandboxPool;
let sandbox: Sandbox;
beforeAll(async () => {
  pool = createSandboxPool({ childPath: await buildSandboxChild(), size: 1 });
  sandbox = pool.sandboxFor('imported');
});
afterAll(() => pool.close());

type Rows = readonly JsonObject[];
type Case = [
  what: string,
  version: number,
  parameters: object,
  rows: Rows,
  gives: Rows | Record<string, Rows | string>,
  more?: object,
];

function hold(type: string, cases: readonly Case[]): void {
  describe(type, () => {
    it.each(cases)('%s', async (...[, version, parameters, rows, gives, more]) => {
      expect(await giveTo([type, version, parameters, more ?? {}], rows, sandbox)).toEqual(gives);
    });
  });
}

const conditions = (
  list: readonly (readonly [left: string, type: string, operation: string, right?: unknown])[],
  more: object = {},
) => ({
  conditions: {
    combinator: 'and',
    options: { caseSensitive: true, typeValidation: 'strict', leftValue: '' },
    conditions: list.map(([leftValue, type, operation, rightValue = '']) => ({
      ...{ leftValue, rightValue, operator: { type, operation } },
    })),
  },
  options: {},
  ...more,
});
const oldText = (operation: string, value2: string) => ({
  conditions: { string: [{ value1: '={{ $json.s }}', operation, value2 }] },
});
const texts = [{ s: 'Apple' }, { s: 'pear' }, { s: '' }];

hold('if', [
  [
    'patterns as JavaScript writes them, with flags',
    2.2,
    conditions([['={{ $json.s }}', 'string', 'regex', '/^a.+e$/i']]),
    texts,
    { true: [{ s: 'Apple' }], false: [{ s: 'pear' }, { s: '' }] },
  ],
  [
    'patterns of the old form',
    1,
    oldText('regex', '/^A/'),
    texts,
    { true: [{ s: 'Apple' }], false: [{ s: 'pear' }, { s: '' }] },
  ],
  [
    'the slashes alone are no part of a pattern',
    1,
    oldText('notRegex', '/e/'),
    texts,
    { true: [{ s: '' }], false: [{ s: 'Apple' }, { s: 'pear' }] },
  ],
  [
    'strict: a text is no number',
    2.2,
    conditions([['={{ $json.n }}', 'number', 'gt', 2]]),
    [{ n: '5' }],
    { error: 'condition.wrong-type' },
  ],
  [
    'strict: nothing is nobody’s fault',
    2.2,
    conditions([['={{ $json.gone }}', 'number', 'gt', 2]]),
    [{ n: 1 }],
    { false: [{ n: 1 }] },
  ],
  [
    'loose: what can be read as yes or no is, an empty text is neither',
    2.2,
    conditions([['={{ $json.b }}', 'boolean', 'true']], { looseTypeValidation: true }),
    [{ b: 'true' }, { b: 1 }, { b: '' }, { b: 0 }, { b: null }],
    { true: [{ b: 'true' }, { b: 1 }], false: [{ b: '' }, { b: 0 }, { b: null }] },
  ],
  [
    'loose: a text of digits is a number',
    2.2,
    conditions([['={{ $json.n }}', 'number', 'equals', '=5']], { looseTypeValidation: true }),
    [{ n: '5' }, { n: 5 }, { n: '' }],
    { true: [{ n: '5' }, { n: 5 }], false: [{ n: '' }] },
  ],
  ['without conditions', 2.2, conditions([]), [{ a: 1 }], { true: [{ a: 1 }] }],
]);

hold('code', [
  [
    'a code that throws over one item goes on with the others',
    2,
    {
      mode: 'runOnceForEachItem',
      jsCode: 'if ($json.n === 2) throw new Error("no twos");\nreturn { json: { n: $json.n } };',
    },
    [{ n: 1 }, { n: 2 }, { n: 3 }],
    {
      main: [{ n: 1 }, { n: 3 }],
      error: [{ error: { code: 'code.threw', message: 'Line 1: Error: no twos' } }] as never,
    },
    { onError: 'continueErrorOutput' },
  ],
  [
    'or puts the error in its place',
    2,
    { mode: 'runOnceForEachItem', jsCode: 'if ($json.n === 1) return 5;\nreturn { json: { n: $json.n } };' },
    [{ n: 1 }, { n: 2 }],
    [{ error: { code: 'code.bad-result', message: expect.stringContaining('a number') as never } }, { n: 2 }],
    { onError: 'continueRegularOutput' },
  ],
  [
    'and stops where it is to stop',
    2,
    { mode: 'runOnceForEachItem', jsCode: 'throw new Error("no")' },
    [{ n: 1 }],
    { error: 'code.threw' },
  ],
  [
    'names of the run around it',
    2,
    {
      jsCode:
        'return [{ from: $prevNode.name, output: $prevNode.outputIndex, run: $runIndex, n: $("Rows").last().json.n, jm: $jmespath([{ a: 1 }], "[*].a") }];',
    },
    [{ n: 1 }, { n: 2 }],
    [{ from: 'Rows', output: 0, run: 0, n: 2, jm: [1] }],
  ],
]);

const left = [
  { id: 1, n: 'a' },
  { id: 2, n: 'b' },
  { id: 2, n: 'B' },
  { id: 3, n: 'c' },
];
const right = [
  { id: 2, m: 'z' },
  { id: 2, m: 'k' },
  { id: 4, m: 'w' },
];
const byId = { mode: 'combine', fieldsToMatchString: 'id', options: {} };
const matched = [
  { id: 2, n: 'b', m: 'z' },
  { id: 2, n: 'b', m: 'k' },
  { id: 2, n: 'B', m: 'z' },
  { id: 2, n: 'B', m: 'k' },
];
describe('merge', () => {
  it.each<[what: string, version: number, parameters: object, gives: Rows]>([
    ['matches', 3, byId, matched],
    [
      'everything: what has no match comes last, input by input',
      3.2,
      { ...byId, joinMode: 'keepEverything' },
      [...matched, { id: 1, n: 'a' }, { id: 3, n: 'c' }, { id: 4, m: 'w' }],
    ],
    [
      'the first input enriched',
      3,
      { ...byId, joinMode: 'enrichInput1' },
      [...matched, { id: 1, n: 'a' }, { id: 3, n: 'c' }],
    ],
    ['the second input enriched', 3, { ...byId, joinMode: 'enrichInput2' }, [...matched, { id: 4, m: 'w' }]],
    [
      'no matches',
      3,
      { ...byId, joinMode: 'keepNonMatches' },
      [
        { id: 1, n: 'a' },
        { id: 3, n: 'c' },
        { id: 4, m: 'w' },
      ],
    ],
    [
      'data of one input: each item once, however many it matches',
      3,
      { ...byId, outputDataFrom: 'input1' },
      [
        { id: 2, n: 'b' },
        { id: 2, n: 'B' },
      ],
    ],
    [
      'and of the other',
      3,
      { ...byId, outputDataFrom: 'input2' },
      [
        { id: 2, m: 'z' },
        { id: 2, m: 'k' },
      ],
    ],
    [
      'version 1: by index, as many as the first input has',
      1,
      { mode: 'mergeByIndex' },
      [
        { id: 2, n: 'a', m: 'z' },
        { id: 2, n: 'b', m: 'k' },
        { id: 4, n: 'B', m: 'w' },
        { id: 3, n: 'c' },
      ],
    ],
    [
      'version 1: what stands in the first input alone',
      1,
      { mode: 'removeKeyMatches', propertyName1: 'id', propertyName2: 'id' },
      [
        { id: 1, n: 'a' },
        { id: 3, n: 'c' },
      ],
    ],
    [
      'version 1: what of the first input stands in the second too',
      1,
      { mode: 'keepKeyMatches', propertyName1: 'id', propertyName2: 'id' },
      [
        { id: 2, n: 'b' },
        { id: 2, n: 'B' },
      ],
    ],
  ])('%s', async (...[, version, parameters, gives]) => {
    const nodes: WrittenNode[] = [
      ['A', 'noOp', 1],
      ['B', 'noOp', 1],
      ['M', 'merge', version, parameters],
    ];
    const edges = [
      ['Start', 'A'],
      ['Start', 'B'],
      ['A', 'M'],
      ['B', 'M', 0, 1],
    ] as const;
    const run = await runImported({ nodes, edges, pinned: { A: left, B: right } }, sandbox);
    expect(byPort(run, 'M')).toEqual(gives);
  });

  it('version 1 by index leaves out what only the second input has', async () => {
    const nodes: WrittenNode[] = [
      ['A', 'noOp', 1],
      ['B', 'noOp', 1],
      ['M', 'merge', 1, { mode: 'mergeByIndex' }],
    ];
    const edges = [
      ['Start', 'A'],
      ['Start', 'B'],
      ['A', 'M'],
      ['B', 'M', 0, 1],
    ] as const;
    const run = await runImported({ nodes, edges, pinned: { A: [{ a: 1 }], B: right } }, sandbox);
    expect(byPort(run, 'M')).toEqual([{ a: 1, id: 2, m: 'z' }]);
  });
});
