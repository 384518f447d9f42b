/** What people changed in imported nodes goes back to n8n in its own words, or is named as lost. */
import { expect, it } from 'vitest';
import { exportToN8n } from '@/core/exchange/n8n/export-n8n';
import type { Json, JsonObject } from '@/core/items/item';
import { imported } from './import-one';
import { n8nNode } from './workflows';

type Changes = (parameters: JsonObject) => void;

function exported([type, version, parameters]: readonly [string, number, object], change: Changes) {
  const { workflow } = imported({ nodes: [n8nNode('N', type, { version, parameters })], connections: {} });
  const [node] = workflow.nodes;
  if (!node) throw new Error('no node');
  const changed = structuredClone(node.parameters);
  change(changed);
  const { file, lost } = exportToN8n({ ...workflow, nodes: [{ ...node, parameters: changed }] });
  const [out] = file['nodes'] as { parameters: unknown }[];
  // What goes out means here what was changed here.
  if (lost.length === 0) expect(imported(file).workflow.nodes[0]?.parameters).toEqual(changed);
  return { parameters: out?.parameters, lost };
}

/** Writes a value at a place such as `assignments.0.value`. */
const set =
  (path: string, value: Json): Changes =>
  (parameters) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    // Tests write places that are there.
    const at = keys.reduce<JsonObject>((value, key) => value[key] as JsonObject, parameters);
    at[last] = value;
  };
/** Adds a row to a list, or takes one out. */
const rows =
  (name: string, change: (rows: JsonObject[]) => void): Changes =>
  (parameters) => {
    change(parameters[name] as JsonObject[]);
  };

const fields = {
  assignments: {
    assignments: [
      { id: 'a', name: 'x', type: 'string', value: '={{ $json.a }}' },
      { id: 'b', name: 'y', type: 'number', value: 5 },
    ],
  },
  options: { odd: 1 },
};
const condition = (leftValue: string, rightValue: unknown, operation = 'gt') => ({
  ...{ id: 'c', leftValue, rightValue, operator: { type: 'number', operation } },
});
const choice = {
  conditions: { combinator: 'and', options: { version: 2 }, conditions: [condition('={{ $json.n }}', 3)] },
  options: {},
};

it.each<[what: string, node: readonly [string, number, object], change: Changes, gives: object]>([
  ['a number', ['limit', 1, { maxItems: 3 }], set('count', 9), { maxItems: 9 }],
  ['a number that was not there', ['limit', 1, {}], set('count', 9), { maxItems: 9 }],
  ['a choice', ['limit', 1, { maxItems: 3 }], set('keep', 'last'), { maxItems: 3, keep: 'lastItems' }],
  [
    'an expression where a text was',
    ['httpRequest', 4.2, { url: 'https://a.test', options: {} }],
    set('url', 'https://a.test/{{ $json.id }}'),
    { url: '=https://a.test/{{ $json.id }}', options: {} },
  ],
  [
    'a text where an expression was',
    ['httpRequest', 4.2, { url: '={{ $json.url }}', options: { timeout: 5000 } }],
    set('url', 'https://b.test'),
    { url: 'https://b.test', options: { timeout: 5000 } },
  ],
  [
    'the method of a request',
    ['httpRequest', 4.2, { url: 'https://a.test', options: {} }],
    set('method', 'POST'),
    { url: 'https://a.test', method: 'POST', options: {} },
  ],
  [
    'a value of a row, and all that Heddle does not know stays',
    ['set', 3.4, fields],
    set('assignments.0.value', '{{ $json.b }}'),
    {
      ...fields,
      assignments: {
        assignments: [
          { ...fields.assignments.assignments[0], value: '={{ $json.b }}' },
          fields.assignments.assignments[1],
        ],
      },
    },
  ],
  [
    'a row less',
    ['set', 3.4, fields],
    rows('assignments', (list) => list.shift()),
    { ...fields, assignments: { assignments: [fields.assignments.assignments[1]] } },
  ],
  [
    'a row more',
    ['set', 3.4, fields],
    rows('assignments', (list) => list.push({ name: 'z', type: 'string', value: 'new' })),
    {
      ...fields,
      assignments: {
        assignments: [
          ...fields.assignments.assignments,
          { id: 'b-2', name: 'z', type: 'string', value: 'new' },
        ],
      },
    },
  ],
  [
    'the operator and the other side of a condition',
    ['if', 2.2, choice],
    (parameters) => {
      set('conditions.0.operator', 'number.less')(parameters);
      set('conditions.0.right', 7)(parameters);
    },
    { ...choice, conditions: { ...choice.conditions, conditions: [condition('={{ $json.n }}', 7, 'lt')] } },
  ],
  [
    'all or any',
    ['if', 2.2, choice],
    set('combine', 'any'),
    { ...choice, conditions: { ...choice.conditions, combinator: 'or' } },
  ],
  [
    'source code, braces and all',
    ['code', 2, { jsCode: 'return items;' }],
    set('source', 'return [{ a: "{{ no }}" }];'),
    { jsCode: 'return [{ a: "{{ no }}" }];' },
  ],
  [
    'literal JSON that stands there as text',
    ['set', 3.4, { mode: 'raw', jsonOutput: '{"a":1}', options: {} }],
    set('json', { a: 2, b: [1] }),
    { mode: 'raw', jsonOutput: '{\n  "a": 2,\n  "b": [\n    1\n  ]\n}', options: {} },
  ],
  [
    'how a merge joins',
    ['merge', 3, { mode: 'combine', fieldsToMatchString: 'id', options: {} }],
    (parameters) => {
      delete parameters['dataFrom'];
      Object.assign(parameters, { join: 'left', restLast: true });
    },
    { mode: 'combine', fieldsToMatchString: 'id', joinMode: 'enrichInput1', options: {} },
  ],
])('%s', (...[, node, change, gives]) => {
  expect(exported(node, change)).toEqual({ parameters: gives, lost: [] });
});

it('names a node whose change n8n has no words for, and keeps what it came with', () => {
  const sort = { sortFieldsUi: { sortField: [{ fieldName: 'a' }] }, options: {} };
  expect(exported(['sort', 1, sort], set('ignoreCase', 'no such choice'))).toEqual({
    parameters: sort,
    lost: ['N'],
  });
});
