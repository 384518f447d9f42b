/** The nodes for data, case by case: input and parameters → what leaves by which port. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import type { Sandbox } from '@/core/node-kit/executor';
import { drawWorkflow, type DrawnNode } from '@/testing/whole-run/draw-workflow';
import { runWorkflow } from '@/testing/whole-run/run-workflow';
import { buildSandboxChild } from '@/worker/sandbox/build-child';
import { createSandboxPool, type SandboxPool } from '@/worker/sandbox/sandbox-pool';

let pool: SandboxPool;
let sandbox: Sandbox;
beforeAll(async () => {
  pool = createSandboxPool({ childPath: await buildSandboxChild(), size: 1 });
  sandbox = pool.sandboxFor('semantics');
});
afterAll(() => pool.close());

type Rows = readonly JsonObject[];
type Case = [
  what: string,
  parameters: object,
  input: Rows | Record<string, Rows>,
  output: Rows | Record<string, Rows>,
];

/** Each input port is fed by a node of its own that has the rows pinned. */
async function outputOf(type: string, parameters: object, input: Record<string, Rows>) {
  const nodes: Record<string, DrawnNode> = { Start: { type: 'manual-trigger' }, Node: { type, parameters } };
  const arrows: string[] = [];
  const pinned: Record<string, { json: JsonObject }[]> = {};
  for (const [port, rows] of Object.entries(input)) {
    nodes[`Feed ${port}`] = { type: 'no-op' };
    arrows.push(`Start > Feed ${port}`, `Feed ${port} > Node.${port}`);
    pinned[`Feed ${port}`] = rows.map((json) => ({ json }));
  }
  const run = await runWorkflow(drawWorkflow(nodes, arrows, { pinned }), { pinned: true, sandbox });
  if (run.error) return { error: run.error.code };
  const [step] = [...run.state.steps.values()].filter(({ nodeId }) => nodeId === 'Node');
  const ports = Object.entries(step?.outputs ?? {}).filter(([, { count }]) => count > 0);
  return Object.fromEntries(ports.map(([port]) => [port, run.jsonOf('Node', port)]));
}

function hold(type: string, cases: readonly Case[]): void {
  describe(type, () => {
    it.each(cases)('%s', async (...[, parameters, input, output]) => {
      const ports = Array.isArray(input) ? { main: input as Rows } : (input as Record<string, Rows>);
      const expected = Array.isArray(output) ? { main: output } : output;
      expect(await outputOf(type, parameters, ports)).toEqual(expected);
    });
  });
}

const assign = (name: string, value: unknown, type = 'any') => ({ assignments: [{ name, type, value }] });

hold('edit-fields', [
  ['keeps all other fields', { ...assign('b', 2), keep: 'all' }, [{ a: 1 }], [{ a: 1, b: 2 }]],
  ['keeps no other field', { ...assign('b', 2), keep: 'none' }, [{ a: 1 }], [{ b: 2 }]],
  [
    'keeps selected ones',
    { ...assign('x', 0), keep: 'selected', keepFields: 'a, n.k' },
    [{ a: 1, b: 2, n: { k: 3, l: 4 } }],
    [{ a: 1, n: { k: 3 }, x: 0 }],
  ],
  [
    'keeps all but some',
    { ...assign('x', 0), keep: 'except', keepFields: 'a' },
    [{ a: 1, b: 2 }],
    [{ b: 2, x: 0 }],
  ],
  ['nests by dots', { ...assign('a.b', 1), keep: 'none' }, [{}], [{ a: { b: 1 } }]],
  ['does not nest with dots off', { ...assign('a.b', 1), keep: 'none', dots: false }, [{}], [{ 'a.b': 1 }]],
  [
    'converts to the type',
    {
      assignments: [
        { name: 'n', type: 'number', value: '12.5' },
        { name: 'b', type: 'boolean', value: 'true' },
        { name: 'l', type: 'array', value: '[1]' },
        { name: 'o', type: 'object', value: '{"k":1}' },
        { name: 's', type: 'string', value: '{{ 7 }}' },
      ],
      keep: 'none',
    },
    [{}],
    [{ n: 12.5, b: true, l: [1], o: { k: 1 }, s: '7' }],
  ],
  [
    'goes on past a conversion error',
    { ...assign('n', 'abc', 'number'), keep: 'none', ignoreErrors: true },
    [{}],
    [{ n: 'abc' }],
  ],
  [
    'takes an object as JSON',
    { mode: 'json', json: '{{ { a: $json.x, t: "{0}" } }}', keep: 'none' },
    [{ x: 1 }],
    [{ a: 1, t: '{0}' }],
  ],
  [
    'evaluates each item by itself',
    { ...assign('i', '{{ $itemIndex * 10 + $json.a }}'), keep: 'none' },
    [{ a: 1 }, { a: 2 }],
    [{ i: 1 }, { i: 12 }],
  ],
  ['overwrites a field of the same name', assign('a', 'new'), [{ a: 1 }], [{ a: 'new' }]],
]);

const when = (operator: string, left: unknown, right?: unknown) => [
  { left, operator, ...(right === undefined ? {} : { right }) },
];
const rows = [{ s: 'Apple', n: 5, d: '2026-01-02', b: true, l: [1, 2], o: { k: 1 } }];
/** `true` where the condition holds. */
const condition = (
  ...[operator, left, right, holds, more = {}]: [
    operator: string,
    left: string,
    right: unknown,
    holds: boolean,
    more?: object,
  ]
): Case => [
  `${operator} ${JSON.stringify(right ?? '')} ${JSON.stringify(more)} → ${holds}`,
  { conditions: when(operator, left, right), ...more },
  rows,
  { [holds ? 'true' : 'false']: rows },
];

hold('if', [
  condition('string.equals', '{{ $json.s }}', 'Apple', true),
  condition('string.equals', '{{ $json.s }}', 'apple', false),
  condition('string.equals', '{{ $json.s }}', 'apple', true, { ignoreCase: true }),
  condition('string.notEquals', '{{ $json.s }}', 'Pear', true),
  condition('string.contains', '{{ $json.s }}', 'ppl', true),
  condition('string.notContains', '{{ $json.s }}', 'ppl', false),
  condition('string.startsWith', '{{ $json.s }}', 'App', true),
  condition('string.notStartsWith', '{{ $json.s }}', 'App', false),
  condition('string.endsWith', '{{ $json.s }}', 'le', true),
  condition('string.notEndsWith', '{{ $json.s }}', 'le', false),
  condition('string.regex', '{{ $json.s }}', '^A.+e$', true),
  condition('string.notRegex', '{{ $json.s }}', '^A.+e$', false),
  condition('string.exists', '{{ $json.s }}', undefined, true),
  condition('string.exists', '{{ $json.nothing }}', undefined, false),
  condition('string.notExists', '{{ $json.nothing }}', undefined, true),
  condition('string.empty', '{{ $json.nothing }}', undefined, true),
  condition('string.notEmpty', '{{ $json.s }}', undefined, true),
  condition('number.gt', '{{ $json.n }}', 4, true),
  condition('number.gte', '{{ $json.n }}', 5, true),
  condition('number.lt', '{{ $json.n }}', 5, false),
  condition('number.lte', '{{ $json.n }}', 5, true),
  condition('number.equals', '5', '5', true, { looseTypes: true }),
  condition('dateTime.after', '{{ $json.d }}', '2026-01-01', true),
  condition('dateTime.before', '{{ $json.d }}', '2026-01-01', false),
  condition('dateTime.afterOrEquals', '{{ $json.d }}', '2026-01-02', true),
  condition('dateTime.beforeOrEquals', '{{ $json.d }}', '2026-01-02T00:00:00Z', true),
  condition('boolean.true', '{{ $json.b }}', undefined, true),
  condition('boolean.false', '{{ $json.b }}', undefined, false),
  condition('boolean.equals', '{{ $json.b }}', true, true),
  condition('array.contains', '{{ $json.l }}', 2, true),
  condition('array.notContains', '{{ $json.l }}', 3, true),
  condition('array.lengthEquals', '{{ $json.l }}', 2, true),
  condition('array.lengthGt', '{{ $json.l }}', 2, false),
  condition('array.lengthLte', '{{ $json.l }}', 2, true),
  condition('array.empty', '{{ [] }}', undefined, true),
  condition('object.notEmpty', '{{ $json.o }}', undefined, true),
  condition('object.empty', '{{ {} }}', undefined, true),
  [
    'strict types fail on another type',
    { conditions: when('number.gt', '{{ $json.s }}', 1), looseTypes: false },
    [{ s: '5' }],
    { error: 'condition.wrong-type' } as never,
  ],
  [
    'all must hold, or any',
    {
      conditions: [...when('number.gt', '{{ $json.n }}', 4), ...when('boolean.true', '{{ $json.b }}')],
      combine: 'all',
    },
    [
      { n: 5, b: false },
      { n: 5, b: true },
    ],
    { true: [{ n: 5, b: true }], false: [{ n: 5, b: false }] },
  ],
]);

const rule = (port: string, amount: number) => ({
  port,
  conditions: when('number.gt', '{{ $json.n }}', amount),
});
const amounts = [{ n: 1 }, { n: 20 }, { n: 300 }];
hold('switch', [
  [
    'the first rule that is met',
    { rules: [rule('big', 100), rule('some', 10)], fallback: '' },
    amounts,
    { big: [{ n: 300 }], some: [{ n: 20 }] },
  ],
  [
    'all rules that are met',
    { rules: [rule('big', 100), rule('some', 10)], fallback: '', matching: 'all' },
    amounts,
    { big: [{ n: 300 }], some: [{ n: 20 }, { n: 300 }] },
  ],
  [
    'an extra output for the rest',
    { rules: [rule('big', 100)], fallback: 'extra' },
    amounts,
    { big: [{ n: 300 }], extra: [{ n: 1 }, { n: 20 }] },
  ],
  [
    'the rest joins another output',
    { rules: [rule('big', 100), rule('some', 10)], fallback: 'some' },
    amounts,
    { big: [{ n: 300 }], some: [{ n: 1 }, { n: 20 }] },
  ],
  [
    'an expression gives the output',
    { mode: 'expression', outputs: 3, index: '{{ $json.n > 100 ? 2 : 0 }}' },
    amounts,
    { output1: [{ n: 1 }, { n: 20 }], output3: [{ n: 300 }] },
  ],
  [
    'an output that does not exist fails',
    { mode: 'expression', outputs: 2, index: '{{ 2 }}' },
    amounts,
    { error: 'switch.no-such-output' } as never,
  ],
]);

hold('filter', [
  [
    'what fits goes on',
    { conditions: when('number.gt', '{{ $json.n }}', 10) },
    amounts,
    { kept: [{ n: 20 }, { n: 300 }], dropped: [{ n: 1 }] },
  ],
]);

const people = [
  { name: 'Ina', lang: 'de' },
  { name: 'Tim', lang: 'en' },
  { name: 'Jo', lang: 'fr' },
];
const words = [
  { lang: 'en', hello: 'Hi' },
  { lang: 'de', hello: 'Hallo' },
  { lang: 'es', hello: 'Hola' },
];
const two = { input1: people, input2: words };
const byLang = { mode: 'by-fields', fields: [{ left: 'lang', right: 'lang' }] };
hold('merge', [
  [
    'append: one input after the other',
    { mode: 'append' },
    { input1: [{ a: 1 }, { a: 2 }], input2: [{ b: 3 }] },
    [{ a: 1 }, { a: 2 }, { b: 3 }],
  ],
  [
    'append of three inputs',
    { mode: 'append', inputs: 3 },
    { input1: [{ a: 1 }], input2: [{ b: 2 }], input3: [{ c: 3 }] },
    [{ a: 1 }, { b: 2 }, { c: 3 }],
  ],
  [
    'keep matches',
    { ...byLang, join: 'inner' },
    two,
    [
      { name: 'Ina', lang: 'de', hello: 'Hallo' },
      { name: 'Tim', lang: 'en', hello: 'Hi' },
    ],
  ],
  [
    'keep non-matches',
    { ...byLang, join: 'unmatched' },
    two,
    [
      { name: 'Jo', lang: 'fr' },
      { lang: 'es', hello: 'Hola' },
    ],
  ],
  [
    'keep matches, data of input 1',
    { ...byLang, join: 'inner', dataFrom: 'input1' },
    two,
    [
      { name: 'Ina', lang: 'de' },
      { name: 'Tim', lang: 'en' },
    ],
  ],
  [
    'keep non-matches, data of input 2',
    { ...byLang, join: 'unmatched', dataFrom: 'input2' },
    two,
    [{ lang: 'es', hello: 'Hola' }],
  ],
  [
    'enrich input 1',
    { ...byLang, join: 'left' },
    two,
    [
      { name: 'Ina', lang: 'de', hello: 'Hallo' },
      { name: 'Tim', lang: 'en', hello: 'Hi' },
      { name: 'Jo', lang: 'fr' },
    ],
  ],
  [
    'fields of other names',
    { mode: 'by-fields', fields: [{ left: 'k', right: 'key' }] },
    { input1: [{ k: 1 }], input2: [{ key: 1, v: 2 }] },
    [{ k: 1, key: 1, v: 2 }],
  ],
  [
    'several fields',
    { mode: 'by-fields', fields: [{ left: 'a' }, { left: 'b' }] },
    {
      input1: [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
      input2: [{ a: 1, b: 2, x: true }],
    },
    [{ a: 1, b: 2, x: true }],
  ],
  [
    'fuzzy compare',
    { mode: 'by-fields', fields: [{ left: 'k' }], looseTypes: true },
    { input1: [{ k: 3 }], input2: [{ k: '3', v: 1 }] },
    [{ k: '3', v: 1 }],
  ],
  [
    'no fuzzy compare',
    { mode: 'by-fields', fields: [{ left: 'k' }], looseTypes: false, join: 'unmatched' },
    { input1: [{ k: 3 }], input2: [{ k: '3' }] },
    [{ k: 3 }, { k: '3' }],
  ],
  [
    'all matches',
    { mode: 'by-fields', fields: [{ left: 'k' }], matches: 'all' },
    {
      input1: [{ k: 1 }],
      input2: [
        { k: 1, v: 1 },
        { k: 1, v: 2 },
      ],
    },
    [
      { k: 1, v: 1 },
      { k: 1, v: 2 },
    ],
  ],
  [
    'the first match only',
    { mode: 'by-fields', fields: [{ left: 'k' }], matches: 'first' },
    {
      input1: [{ k: 1 }],
      input2: [
        { k: 1, v: 1 },
        { k: 1, v: 2 },
      ],
    },
    [{ k: 1, v: 1 }],
  ],
  [
    'a clash goes to the last input',
    { mode: 'by-position' },
    { input1: [{ x: 1 }], input2: [{ x: 2 }] },
    [{ x: 2 }],
  ],
  [
    'a clash goes to the first input',
    { mode: 'by-position', clash: 'first' },
    { input1: [{ x: 1 }], input2: [{ x: 2 }] },
    [{ x: 1 }],
  ],
  [
    'field names get the input number',
    { mode: 'by-position', clash: 'number' },
    { input1: [{ x: 1, y: 0 }], input2: [{ x: 2 }] },
    [{ x_1: 1, y_1: 0, x_2: 2 }],
  ],
  [
    'deep merge',
    { mode: 'by-position', nested: 'deep' },
    { input1: [{ o: { a: 1, b: 1 } }], input2: [{ o: { b: 2 } }] },
    [{ o: { a: 1, b: 2 } }],
  ],
  [
    'by position leaves out what has no partner',
    { mode: 'by-position' },
    { input1: [{ a: 1 }, { a: 2 }], input2: [{ b: 1 }] },
    [{ a: 1, b: 1 }],
  ],
  [
    'by position with unpaired items',
    { mode: 'by-position', unpaired: 'keep' },
    { input1: [{ a: 1 }, { a: 2 }], input2: [{ b: 1 }] },
    [{ a: 1, b: 1 }, { a: 2 }],
  ],
  [
    'all combinations',
    { mode: 'combinations' },
    { input1: [{ a: 1 }, { a: 2 }], input2: [{ b: 1 }, { b: 2 }] },
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      { a: 2, b: 2 },
    ],
  ],
  ['choose a branch', { mode: 'choose', choose: 'input2' }, two, words],
  ['a single empty item', { mode: 'choose', choose: 'empty-item' }, two, [{}]],
  [
    'SQL',
    { mode: 'sql', query: 'SELECT name, hello FROM input1 LEFT JOIN input2 ON input1.lang = input2.lang' },
    two,
    [
      { name: 'Ina', hello: 'Hallo' },
      { name: 'Tim', hello: 'Hi' },
      { name: 'Jo', hello: null },
    ],
  ],
]);

const order = [{ id: 1, who: 'Ada', lines: [{ sku: 'a' }, { sku: 'b' }], tags: ['x', 'y'] }];
hold('split-out', [
  ['no other fields', { field: 'lines' }, order, [{ sku: 'a' }, { sku: 'b' }]],
  ['simple values', { field: 'tags' }, order, [{ tags: 'x' }, { tags: 'y' }]],
  [
    'all other fields',
    { field: 'lines', keep: 'all' },
    [{ id: 1, lines: [{ sku: 'a' }] }],
    [{ id: 1, lines: { sku: 'a' } }],
  ],
  [
    'selected other fields',
    { field: 'tags', keep: 'selected', keepFields: 'who' },
    order,
    [
      { who: 'Ada', tags: 'x' },
      { who: 'Ada', tags: 'y' },
    ],
  ],
  [
    'another name for the entries',
    { field: 'tags', destination: 'tag' },
    order,
    [{ tag: 'x' }, { tag: 'y' }],
  ],
  [
    'several lists side by side',
    { field: 'a, b' },
    [{ a: [1, 2], b: [3, 4] }],
    [
      { a: 1, b: 3 },
      { a: 2, b: 4 },
    ],
  ],
  ['dots off', { field: 'a.b', dots: false }, [{ 'a.b': [1], a: { b: [2, 3] } }], [{ 'a.b': 1 }]],
]);

hold('aggregate', [
  [
    'individual fields',
    { mode: 'fields', fields: [{ field: 'a' }] },
    [{ a: 1 }, { a: 2 }, { b: 3 }],
    [{ a: [1, 2] }],
  ],
  ['renamed', { mode: 'fields', fields: [{ field: 'a', name: 'all' }] }, [{ a: 1 }], [{ all: [1] }]],
  [
    'keep missing and null values',
    { mode: 'fields', fields: [{ field: 'a' }], keepMissing: true },
    [{ a: 1 }, { a: null }, {}],
    [{ a: [1, null, null] }],
  ],
  [
    'merge lists',
    { mode: 'fields', fields: [{ field: 'l' }], mergeLists: true },
    [{ l: [1, 2] }, { l: [3] }],
    [{ l: [1, 2, 3] }],
  ],
  [
    'lists in a list',
    { mode: 'fields', fields: [{ field: 'l' }] },
    [{ l: [1, 2] }, { l: [3] }],
    [{ l: [[1, 2], [3]] }],
  ],
  [
    'all item data',
    { mode: 'all-items', destination: 'data' },
    [{ a: 1 }, { a: 2 }],
    [{ data: [{ a: 1 }, { a: 2 }] }],
  ],
  [
    'specified fields',
    { mode: 'all-items', include: 'selected', includeFields: 'a' },
    [{ a: 1, b: 2 }],
    [{ data: [{ a: 1 }] }],
  ],
  [
    'all fields except',
    { mode: 'all-items', include: 'except', includeFields: 'a' },
    [{ a: 1, b: 2 }],
    [{ data: [{ b: 2 }] }],
  ],
]);

const sales = [
  { rep: 'A', in: 'x', v: 10 },
  { rep: 'B', in: 'x', v: 5 },
  { rep: 'A', in: 'y', v: 20 },
  { rep: 'A', in: 'x', v: null },
];
const values = (...list: object[]) => ({ values: list });
hold('summarize', [
  [
    'split by a field',
    { groupBy: 'rep', ...values({ operation: 'sum', field: 'v', name: 'sum_v' }) },
    sales,
    [
      { rep: 'A', sum_v: 30 },
      { rep: 'B', sum_v: 5 },
    ],
  ],
  [
    'count of values',
    values({ operation: 'count-values', field: 'v', name: 'count_v' }),
    sales,
    [{ count_v: 3 }],
  ],
  [
    'count unique',
    values({ operation: 'count-unique', field: 'rep', name: 'unique_count_rep' }),
    sales,
    [{ unique_count_rep: 2 }],
  ],
  [
    'average, min, max',
    values(
      { operation: 'average', field: 'v', name: 'avg' },
      { operation: 'min', field: 'v', name: 'min' },
      { operation: 'max', field: 'v', name: 'max' },
    ),
    sales,
    [{ avg: 35 / 3, min: 5, max: 20 }],
  ],
  [
    'concatenate with a separator',
    values({ operation: 'concatenate', field: 'rep', separator: '-', name: 'c' }),
    sales,
    [{ c: 'A-B-A-A' }],
  ],
  ['append', values({ operation: 'append', field: 'v', name: 'l' }), sales, [{ l: [10, 5, 20] }]],
  [
    'append with empty values',
    values({ operation: 'append', field: 'v', name: 'l', includeEmpty: true }),
    sales,
    [{ l: [10, 5, 20, null] }],
  ],
  [
    'all splits in a single item',
    { groupBy: 'rep, in', output: 'nested', ...values({ operation: 'sum', field: 'v', name: 'sum' }) },
    sales,
    [{ A: { x: { sum: 10 }, y: { sum: 20 } }, B: { x: { sum: 5 } } }],
  ],
  [
    'items without group left out',
    { groupBy: 'rep', skipUngrouped: true, ...values({ operation: 'count', name: 'n' }) },
    [...sales, { v: 1 }],
    [
      { rep: 'A', n: 3 },
      { rep: 'B', n: 1 },
    ],
  ],
]);

hold('sort', [
  [
    'several fields, each in its direction',
    { fields: [{ field: 'a' }, { field: 'b', direction: 'descending' }] },
    [
      { a: 2, b: 1 },
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ],
    [
      { a: 1, b: 2 },
      { a: 1, b: 1 },
      { a: 2, b: 1 },
    ],
  ],
  [
    'nested fields',
    { fields: [{ field: 'o.n' }] },
    [{ o: { n: 2 } }, { o: { n: 1 } }],
    [{ o: { n: 1 } }, { o: { n: 2 } }],
  ],
  [
    'by code',
    { mode: 'code', source: 'if (a.json.n > b.json.n) return -1;\nreturn 1;' },
    [{ n: 1 }, { n: 3 }, { n: 2 }],
    [{ n: 3 }, { n: 2 }, { n: 1 }],
  ],
]);

hold('limit', [
  ['the first', { count: 2 }, amounts, amounts.slice(0, 2)],
  ['the last', { count: 2, keep: 'last' }, amounts, amounts.slice(1)],
]);

const twins = [
  { id: 1, v: 'a' },
  { id: 1, v: 'b' },
  { id: 1, v: 'a' },
];
hold('remove-duplicates', [
  ['all fields', {}, twins, { main: twins.slice(0, 2), removed: twins.slice(2) }],
  [
    'selected fields',
    { compare: 'selected', fields: 'id' },
    twins,
    { main: twins.slice(0, 1), removed: twins.slice(1) },
  ],
  [
    'all fields except',
    { compare: 'except', fields: 'v' },
    twins,
    { main: twins.slice(0, 1), removed: twins.slice(1) },
  ],
  [
    'other fields removed',
    { compare: 'selected', fields: 'id', onlyCompared: true },
    twins,
    { main: [{ id: 1 }], removed: [{ id: 1 }, { id: 1 }] },
  ],
]);

hold('rename', [
  ['keys', { fields: [{ from: 'a', to: 'b' }] }, [{ a: 1, c: 2 }], [{ b: 1, c: 2 }]],
  [
    'a regular expression',
    { fields: [], patterns: [{ pattern: '^user_', replacement: '' }] },
    [{ user_a: 1, user_b: { user_c: 2 } }],
    [{ a: 1, b: { user_c: 2 } }],
  ],
  [
    'to a depth',
    { fields: [], patterns: [{ pattern: 'u_', replacement: '', depth: 1 }] },
    [{ u_a: { u_b: { u_c: 1 } } }],
    [{ a: { b: { u_c: 1 } } }],
  ],
  [
    'all the way down, in any case',
    { fields: [], patterns: [{ pattern: 'u_', replacement: '', ignoreCase: true, depth: -1 }] },
    [{ U_a: { u_b: [{ U_c: 1 }] } }],
    [{ a: { b: [{ c: 1 }] } }],
  ],
]);

hold('compare-datasets', [
  [
    'four outputs',
    { fields: [{ a: 'id' }] },
    { a: [{ id: 1 }, { id: 2, v: 1 }, { id: 3, v: 1 }], b: [{ id: 2, v: 1 }, { id: 3, v: 2 }, { id: 4 }] },
    { 'only-a': [{ id: 1 }], same: [{ id: 2, v: 1 }], different: [{ id: 3, v: 2 }], 'only-b': [{ id: 4 }] },
  ],
  [
    'both versions',
    { fields: [{ a: 'id' }], prefer: 'both' },
    { a: [{ id: 3, v: 1, w: 0 }], b: [{ id: 3, v: 2, w: 0 }] },
    { different: [{ keys: { id: 3 }, same: { w: 0 }, different: { v: { inputA: 1, inputB: 2 } } }] },
  ],
  [
    'fuzzy',
    { fields: [{ a: 'id' }], looseTypes: true },
    { a: [{ id: 3 }], b: [{ id: '3' }] },
    { same: [{ id: 3 }] },
  ],
]);

hold('code', [
  [
    'all items at once',
    {
      source: 'const items = $input.all();\nreturn items.map((item) => ({ json: { n: item.json.n * 2 } }));',
    },
    amounts,
    [{ n: 2 }, { n: 40 }, { n: 600 }],
  ],
  ['plain objects become items', { source: 'return [{ a: 1 }, { a: 2 }];' }, amounts, [{ a: 1 }, { a: 2 }]],
  [
    'one item',
    { source: 'return { json: { total: items.reduce((sum, i) => sum + i.json.n, 0) } };' },
    amounts,
    [{ total: 321 }],
  ],
  [
    'each item by itself',
    { mode: 'each', source: 'const item = $input.item;\nitem.json.i = $itemIndex;\nreturn item;' },
    [{ n: 1 }, { n: 2 }],
    [
      { n: 1, i: 0 },
      { n: 2, i: 1 },
    ],
  ],
  [
    'items of another node',
    { source: "return $('Start').all().concat($('Feed main').first());" },
    [{ n: 1 }],
    [{}, { n: 1 }],
  ],
]);

hold('stop', [
  ['a message', { message: 'No address' }, [{}], { error: 'stop.reached' } as never],
  [
    'an object',
    { mode: 'object', object: '{{ { message: "No address", at: 7 } }}' },
    [{}],
    { error: 'stop.reached' } as never,
  ],
]);
