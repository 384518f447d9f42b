import { describe, expect, it } from 'vitest';
import { compileTemplate } from './template';
import { evaluateTemplate } from './evaluate';
import { createEnv, type ExpressionEnv } from './scope';

const item = {
  json: {
    name: 'Ada',
    age: 36,
    tags: ['b', 'a', 'b'],
    address: { city: 'London' },
    none: null,
    list: [{ v: 1 }, { v: 2 }],
  },
};
const other = { json: { id: 7 } };
const env = createEnv({
  item,
  inputItems: () => [item, other],
  now: Date.UTC(2026, 2, 1, 8),
  timezone: 'Europe/Berlin',
  vars: { rate: 2 },
  nodeNames: () => ['Orders', 'Late'],
  node: (name) => ({
    exists: name === 'Orders' || name === 'Late',
    executed: name === 'Orders',
    items: () => [other],
    pairedItem: () => 'undetermined',
  }),
});

function run(text: string, within: ExpressionEnv = env): unknown {
  const compiled = compileTemplate(text);
  if (!compiled.ok) return `!${compiled.problem.code}`;
  const result = evaluateTemplate(compiled.template, within);
  return result.ok ? result.value : `!${result.error.code}`;
}

describe('values', () => {
  it.each<[string, unknown]>([
    ['{{ $json.age }}', 36],
    ['{{ ($json.age) }}', 36],
    ['{{ $json.name }} is {{ $json.age }}', 'Ada is 36'],
    ['a{{ $json.none }}b{{ $json.nope }}c', 'abc'],
    ['{{ $json.address }}!', '{"city":"London"}!'],
    ['\\{{ $json }}', '{{ $json }}'],
    ['{{ "}}" + `{{${1}}}` }}', '}}{{1}}'],
    ['{{ {a: {b: 1}}.a.b }}', 1],
    ['{{ {a:{b:1}} }}', { a: { b: 1 } }],
    ['{{ $json.missing.deep }}', undefined],
    ['{{ $json.missing?.trim().length }}', undefined],
    ['{{ $json.missing ?? "x" }}', 'x'],
    ['{{ $json["na" + "me"] }}', 'Ada'],
    ['{{ $json.tags.map((t, i) => t + i).join("-") }}', 'b0-a1-b2'],
    ['{{ [...new Set($json.tags)] }}', ['b', 'a']],
    ['{{ $json.tags.sort() }}', ['a', 'b', 'b']],
    ['{{ Object.entries($json.address).map(([k, v]) => k + v) }}', ['cityLondon']],
    ['{{ $json.list.map(({ v }) => v).reduce((a, b) => a + b, 0) }}', 3],
    ['{{ $json.list.pluck("v").sum() }}', 3],
    [
      '{{ [{k: "a", v: 1}, {k: "b"}, {v: 2}, 3, {k: 4, v: null}, {k: "a", v: 5}].smartJoin("k", "v") }}',
      { a: 5, 4: null },
    ],
    ['{{ [].smartJoin("k", "v") }}', {}],
    ['{{ "{nope".parseJson() ?? "none" }}', 'none'],
    ['{{ JSON.parse("{nope") }}', '!expression.type'],
    ['{{ [{k: "a"}].smartJoin("k") }}', '!expression.type'],
    ['{{ ["1", "", "2"].filter(Boolean).map(Number) }}', [1, 2]],
    ['{{ [1,2,3].map(x => [1].map(y => x * y)[0]) }}', [1, 2, 3]],
    ['{{ "a-b".match(/-(?<x>.)/).groups.x + "a-b".match(/b/).index }}', 'b2'],
    ['{{ "a-b-c".replace(/-/g, "+") }}', 'a+b+c'],
    ['{{ "x1y22".match(/\\d+/g) }}', ['1', '22']],
    ['{{ "John Smith".replace(/(\\w+) (\\w+)/, "$2 $1") }}', 'Smith John'],
    ['{{ "mail ada@x.org now".extractEmail() }}', 'ada@x.org'],
    ['{{ "hello wORLD".toTitleCase() }}', 'Hello World'],
    ['{{ "grüße".base64Encode().base64Decode() }}', 'grüße'],
    ['{{ Math.max(1, ...[2, 3]) }}', 3],
    ['{{ JSON.parse("[1]")[0] }}', 1],
    ['{{ typeof $json.name }}', 'string'],
    ['{{ $vars.rate * 2 }}', 4],
    ['{{ $input.all().length }}', 2],
    ['{{ $input.last().json.id }}', 7],
    ['{{ $("Orders").first().json.id }}', 7],
    ['{{ $("Late").isExecuted }}', false],
    ['{{ $now }}', '2026-03-01T09:00:00.000+01:00'],
    ['{{ $today.toISODate() }}', '2026-03-01'],
    ['{{ new Date().getHours() }}', 9],
    ['{{ new Date() }}', '2026-03-01T08:00:00.000Z'],
    ['{{ $now.plus({ days: 1 }).format("yyyy-MM-dd") }}', '2026-03-02'],
    ['{{ $now.minus(2, "hours").hour }}', 7],
    ['{{ DateTime.fromISO("2026-03-03").diff($today, "days").days }}', 2],
    ['{{ "10:30".toDateTime("HH:mm").toISODate() }}', '2026-03-01'],
    ['{{ "1700000000".toDateTime("s").toUTC().toISO() }}', '2023-11-14T22:13:20.000Z'],
    ['{{ "45000.5".toDateTime("excel").toUTC().toISODate() }}', '2023-03-15'],
    ['{{ "2026-01-05".toDateTime() > $now }}', false],
    ['{{ new URL("https://a.b/c?d=1").searchParams.get("d") }}', '1'],
    ['{{ $json.age > 30 ? "old" : "young" }}', 'old'],
    ['{{ "constructor" in $json }}', false],
    ['{{ 0.1 + "" + [1, [2]] + {} }}', '0.11,2[object Object]'],
    ['{{ (1.005).round(2) }}', 1.01],
    ['{{ Array.from({ length: 3 }, (x, i) => i) }}', [0, 1, 2]],
  ])('%s', (text, value) => {
    expect(run(text)).toEqual(value);
  });
});

describe('problems', () => {
  it.each<[string, string]>([
    ['{{ $json. }}', '!expression.syntax'],
    ['{{ }}', '!expression.syntax'],
    ['{{ $json.a', '!expression.syntax'],
    ['{{ a b }}', '!expression.unknown-name'],
    ['{{ $jsn.a }}', '!expression.unknown-name'],
    ['{{ $json.name.upper() }}', '!expression.unknown-name'],
    ['{{ $json.missing.trim() }}', '!expression.type'],
    ['{{ $json[{}] }}', '!expression.type'],
    ['{{ $("Nobody").item }}', '!expression.missing-node'],
    ['{{ $("Late").first() }}', '!expression.missing-node'],
    ['{{ $("Orders").item }}', '!expression.undetermined'],
    ['{{ Math.random() }}', '!expression.not-allowed'],
    ['{{ x => x }}', '!expression.not-allowed'],
    ['{{ /(?=a)/.test("a") }}', '!expression.not-allowed'],
    ['{{ "x".repeat(1e9) }}', '!expression.budget'],
  ])('%s', (text, code) => {
    expect(run(text)).toBe(code);
  });

  it('names the place and the nearest name', () => {
    const compiled = compileTemplate('Hi {{ $jsn.a }}');
    expect(compiled).toMatchObject({
      ok: false,
      problem: { start: 6, end: 10, params: { name: '$jsn', near: '$json' } },
    });
  });
});

it('never shares data with its input, and two scopes do not influence each other', () => {
  const first = createEnv({ item: { json: { list: [3, 1, 2] } } });
  const result = run('{{ $json.list }}', first);
  expect(result).toEqual([3, 1, 2]);
  expect(result).not.toBe(first.item?.json['list']);
  expect(run('{{ Object.assign($json, { x: 1 }).x + $json.list.sort()[0] }}', first)).toBe(2);
  expect(first.item?.json).toEqual({ list: [3, 1, 2] });
  expect(run('{{ $json.x }}', createEnv({ item: { json: {} } }))).toBeUndefined();
});
