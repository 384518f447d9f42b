import { describe, expect, it } from 'vitest';
import { checkImportedExpression } from './imported';

describe('an expression of an n8n workflow', () => {
  it.each([
    'plain text',
    '{{ $json.name.toTitleCase() }} and {{ $("Set").item.json.x }}',
    '{{ ({ f: x => x }).f(1) }}',
    '{{ Object.keys($json).length }}',
    '{{ $json.url.split("/").pop(); }}',
    '{{ $json.list.sort().reverse() }}',
    '{{ $json.fn?.() }}',
    '{{ $now.minus({ days: 1 }).toFormat("yyyy-MM-dd") }}',
    '{{ $jmespath($json.body, "[*].name") }}',
    '{{ (() => { const a = $json.n; return a * 2; })() }}',
    '{{ $items("A", 0, 0)[0].json.x }}',
    '{{ $("Loop Over Items").context.noItemsLeft }}',
    '{{ $item(0).$node["A"].json.b }}',
  ])('%s is taken as it is', (source) => {
    expect(checkImportedExpression(source)).toEqual({ supported: true });
  });

  it.each([
    ['a {{ $env.HOME }}', 5, '$env is not supported'],
    ['{{ $json.a.frobnicate() }}', 11, 'frobnicate'],
    ['{{ $json.a', 10, 'not closed'],
    ['{{ $json.list.pop() + $json.list.length }}', 14, 'reads the list again'],
    ['{{ $json.list.push(1) }}', 14, 'push() is not supported'],
    ['{{ /(?=a)b/.test($json.a) }}', 3, 'regular expression'],
    ["{{ $('A').params.url }}", 10, 'params'],
    ['{{ $execution.customData.get("k") }}', 3, 'customData'],
    ['{{ $fromAI("x") }}', 3, '$fromAI'],
    ['{{ $json.x = 1 }}', 3, 'cannot assign'],
    ['{{ $parameter["x"] }}', 3, '$parameter'],
    ['{{ 1 }} {{ nope }}', 11, 'nope'],
  ])('%s is not, with its place', (...[source, at, what]) => {
    const result = checkImportedExpression(source);
    expect(result).toMatchObject({ supported: false, at });
    expect(result.supported ? '' : result.what).toContain(what);
  });
});
