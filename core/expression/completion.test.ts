import { describe, expect, it } from 'vitest';
import { checkText } from './check-text';
import { completeExpression } from './completion';
import { explainEmpty } from './explain-empty';
import { createEnv, type EnvNode } from './scope';
import { compileTemplate } from './template';

const orders: EnvNode = {
  exists: true,
  executed: true,
  items: () => [{ json: { total: 12 } }],
  pairedItem: () => ({ json: { total: 12, 'due date': '2026-01-01' } }),
};
const idle: EnvNode = { ...orders, executed: false };
const torn: EnvNode = { ...orders, pairedItem: () => 'undetermined' };
const item = {
  json: { 'first name': 'Ada', customer: 'Ada', list: [{ id: 7 }, { id: 8 }], body: { city: null, n: 1 } },
};
const env = createEnv({
  item,
  inputItems: () => [item, { json: { only: 'second' } }],
  nodeNames: () => ['Orders', "It's"],
  node: (name) => ({ Orders: orders, Idle: idle, Torn: torn })[name] ?? createEnv().node(name),
});
const find = (text: string, label: string) =>
  completeExpression(text, env).suggestions.find((one) => one.label === label);
const labels = (text: string) => completeExpression(text, env).suggestions.map((one) => one.label);

it('offers what can be used, with an example, and not what is refused', () => {
  expect(find('{{ $json.customer.toTi', 'toTitleCase')).toMatchObject({
    signature: '() → text',
    example: '"the lord OF the rings".toTitleCase() → "The Lord of the Rings"',
  });
  expect(find('{{ $ifE', '$ifEmpty')).toMatchObject({ kind: 'function' });
  expect(find('{{ Math.ma', 'max')?.example).toBe('Math.max(...[3, 1, 2]) → 3');
  expect(labels('{{ $env')).toEqual([]);
  expect(labels("{{ $('Orders').par")).toEqual([]);
  expect(labels('{{ $json.list.pus')).toEqual([]);
});

describe('completion from data', () => {
  it('shows type and sample value, and writes keys that need it in brackets', () => {
    expect(find('{{ $json.', 'customer')).toMatchObject({ signature: 'text', preview: '"Ada"' });
    expect(find('{{ $json.', 'first name')).toMatchObject({ insert: '["first name"]', back: 1 });
    expect(find('{{ $json?.', 'first name')).toMatchObject({ insert: '["first name"]', back: 0 });
  });

  it('goes into lists, by place and by bracket', () => {
    expect(find('{{ $json.list.', '[1]')).toMatchObject({ back: 1, preview: '{ id }' });
    expect(labels('{{ $json.list[')).toEqual(['0', '1']);
    expect(labels('{{ $json.list[0].')).toContain('id');
    expect(labels('{{ $json["fi')).toEqual(['first name']);
    expect(find('{{ $json["fi', 'first name')).toMatchObject({ insert: 'first name"]' });
    expect(find('{{ $json[', 'body')).toMatchObject({ insert: '"body"]' });
    // A list that is being written is not a list that is being read.
    expect(labels('{{ [')).toContain('$json');
  });

  it('follows other nodes and the input', () => {
    expect(labels("{{ $('Orders').item.json.")).toEqual(expect.arrayContaining(['total', 'due date']));
    expect(labels('{{ $input.item.json.')).toContain('customer');
    expect(find('{{ $(', '$json')).toBeDefined();
    expect(find("{{ $('It", "It's")).toMatchObject({ insert: "It\\'s')" });
    expect(find('{{ $node["Or', 'Orders')).toMatchObject({ insert: 'Orders"]' });
  });

  it('offers what the type of the value can do, ready to be filled in', () => {
    expect(find('{{ $json.customer.', 'toUpperCase')).toMatchObject({ insert: 'toUpperCase()' });
    expect(find('{{ $json.customer.toUp', 'toUpperCase')?.caretBack).toBeUndefined();
    expect(find('{{ $json.customer.', 'slice')).toMatchObject({ caretBack: 1 });
    expect(labels('{{ $now.')).toEqual(expect.arrayContaining(['toISO', 'plus']));
    expect(labels('{{ $json.customer.toUpperCase().')).toContain('trim');
  });

  it('finds a field by its bare name', () => {
    expect(labels('{{ cust')).toEqual(['$json.customer']);
    expect(find('{{ first', '$json["first name"]')).toMatchObject({ insert: '$json["first name"]' });
  });
});

describe('marks while typing', () => {
  const marks = (text: string) =>
    checkText(text, env).map((mark) => [text.slice(mark.start, mark.end), mark.code, mark.severity]);

  it('marks the part of a path that is not in the data, with what there is', () => {
    expect(marks('Dear {{ $json.customr }}, {{ $json.body.town }}')).toEqual([
      ['customr', 'path-missing', 'warning'],
      ['town', 'path-missing', 'warning'],
    ]);
    expect(checkText('{{ $json.customr }}', env)[0]).toMatchObject({ replacement: 'customer' });
    expect(checkText('{{ $json.body.town }}', env)[0]?.message).toContain('It has: city, n.');
    expect(marks('{{ $json["first nam"] }}')).toEqual([['"first nam"', 'path-missing', 'warning']]);
    expect(marks("{{ $('Orders').item.json.totl }}")).toEqual([['totl', 'path-missing', 'warning']]);
  });

  it('leaves alone what another item has and what is asked for as possibly missing', () => {
    for (const text of [
      '{{ $json.only }}',
      '{{ $json.x ?? 1 }}',
      '{{ $json.x?.y }}',
      '{{ $json.x ? 1 : 2 }}',
      '{{ !$json.x }}',
      '{{ $json.list.map((e) => e.nothing) }}',
      '{{ $json.body.keys() }}',
      'no expression',
    ]) {
      expect(marks(text), text).toEqual([]);
    }
  });

  it('marks what cannot be read or fails', () => {
    expect(marks('{{ nobody }}')).toMatchObject([['nobody', 'expression.unknown-name', 'error']]);
    expect(marks('{{ $json. }}')[0]?.[2]).toBe('error');
    expect(marks("{{ $('Nobody').first() }}")[0]?.[1]).toBe('expression.missing-node');
  });
});

describe('why a value is empty', () => {
  const why = (text: string) => {
    const compiled = compileTemplate(text);
    return compiled.ok ? explainEmpty(compiled.template, env) : undefined;
  };

  it('names the missing part and what there is instead', () => {
    expect(why('{{ $json.body.cty }}')).toMatchObject({
      code: 'path-missing',
      params: { segment: 'cty', parent: '$json.body', keys: 'city, n', near: 'city' },
    });
    expect(why('{{ $json.body.city }}')).toMatchObject({ code: 'value-null' });
  });

  it('tells a node that has not run from lineage that is not known', () => {
    expect(why("{{ $('Idle').item.json.total }}")).toMatchObject({ code: 'node-not-executed' });
    expect(why("{{ $('Torn').item.json.total }}")).toMatchObject({ code: 'undetermined' });
  });
});
