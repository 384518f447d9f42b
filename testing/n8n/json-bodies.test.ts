/** JSON that n8n puts together as text gives the same value here, whatever the data are. */
import { expect, it } from 'vitest';
import { evaluateTemplate } from '@/core/expression/evaluate';
import { createEnv } from '@/core/expression/scope';
import { compileTemplate } from '@/core/expression/template';
import type { Json, JsonObject } from '@/core/items/item';
import { importedNode } from './import-one';
import { n8nNode } from './workflows';

const json: JsonObject = {
  five: '5',
  six: 6,
  ids: '1, 2',
  word: 'plain',
  said: 'He said "hi"\nand went',
  none: null,
  list: [{ a: 1 }],
  written: '{"x": [true]}',
};

function valueOf(value: Json): Json {
  if (typeof value === 'string') {
    const compiled = compileTemplate(value);
    if (!compiled.ok) throw new Error(compiled.problem.message);
    const result = evaluateTemplate(compiled.template, createEnv({ item: { json } }));
    if (!result.ok) throw new Error(result.error.message);
    return result.value as Json;
  }
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, valueOf(entry)]));
}

it.each<[body: string, gives: Json]>([
  ['{ "n": {{ $json.five }}, "m": {{ $json.six }} }', { n: 5, m: 6 }],
  ['{ "ids": [ {{ $json.ids }} ], "one": [{{ $json.six }}] }', { ids: [1, 2], one: [6] }],
  ['{ "list": {{ $json.list.toJsonString() }} }', { list: [{ a: 1 }] }],
  [
    '{ "list": {{ JSON.stringify($json.list) }}, "x": {{ $json.written }} }',
    { list: [{ a: 1 }], x: { x: [true] } },
  ],
  ['{ "n": {{ $json.none }}, "o": {{ $json.list[0] }} }', { n: null, o: { a: 1 } }],
  ['{ "t": "{{ JSON.stringify($json.said).slice(1, -1) }}" }', { t: json['said'] ?? null }],
  [
    '{ "t": "{{ $json.said.replace(/"/g, \'\\\\"\').replace(/\\n/g, \'\\\\n\') }}" }',
    { t: json['said'] ?? null },
  ],
  ['{ "t": "{{ $json.said }}", "u": "a {{ $json.five }}" }', { t: json['said'] ?? null, u: 'a 5' }],
  ['{ "{{ $json.word }}": "{{ $json.six }}" }', { plain: '6' }],
])('%s', (body, gives) => {
  const parameters = {
    method: 'POST',
    url: 'https://a.test',
    sendBody: true,
    specifyBody: 'json',
    jsonBody: `=${body}`,
  };
  const { node, report } = importedNode(n8nNode('H', 'httpRequest', { version: 4.2, parameters }));
  expect(report.remarks).toEqual([]);
  const made = node.parameters['body'] ?? null;
  const named = JSON.stringify(made).includes('{{ $json.word }}":')
    ? JSON.parse(JSON.stringify(made).replace('{{ $json.word }}', 'plain'))
    : made;
  expect(valueOf(named as Json)).toEqual(gives);
});

it.each<[variables: unknown, gives: Json]>([
  [undefined, {}],
  ['', {}],
  ['{"a": 1}', { a: 1 }],
  [{ a: '={{ $json.five }}' }, { a: '5' }],
  ['={"a": {{ $json.five }}, "b": "{{ $json.word }}"}', { a: 5, b: 'plain' }],
  ['={{ $json.written }}', { x: [true] }],
  ['={{ $json.list[0] }}', { a: 1 }],
  ['={{ JSON.stringify($json.list[0]) }}', { a: 1 }],
  ['={{ "{" }}"b": {{ $json.six }}{{ "}" }}', { b: 6 }],
])('variables of GraphQL are an object: %s', (variables, gives) => {
  const parameters = { endpoint: 'https://a.test', query: '{ a }', variables };
  const { node, report } = importedNode(n8nNode('G', 'graphql', { version: 1.1, parameters }));
  expect(report.remarks.map(({ code }) => code)).toEqual(['feature.text']);
  expect(valueOf(node.parameters['body'] as Json)).toEqual({ query: '{ a }', variables: gives });
});

it('tells of variables that are no JSON', () => {
  const parameters = { endpoint: 'https://a.test', query: '{ a }', variables: '{ a: 1' };
  const { report } = importedNode(n8nNode('G', 'graphql', { version: 1.1, parameters }));
  expect(report.remarks.map(({ code }) => code)).toContain('parameter.check');
});
