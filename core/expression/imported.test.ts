import { describe, expect, it } from 'vitest';
import { checkImportedExpression } from './imported';

describe('an expression of an n8n workflow', () => {
  it.each([
    'plain text',
    '{{ $json.name.toTitleCase() }} and {{ $("Set").item.json.x }}',
    '{{ ({ f: x => x }).f(1) }}',
    '{{ Object.keys($json).length }}',
  ])('%s is taken as it is', (source) => {
    expect(checkImportedExpression(source)).toEqual({ supported: true });
  });

  it.each([
    ['a {{ $env.HOME }}', 5, '$env is not supported'],
    ['{{ $json.a.frobnicate() }}', 11, 'frobnicate'],
    ['{{ $json.a', 10, 'not closed'],
    ['{{ $parameter["x"] }}', 3, '$parameter'],
    ['{{ 1 }} {{ nope }}', 11, 'nope'],
  ])('%s is not, with its place', (...[source, at, what]) => {
    const result = checkImportedExpression(source);
    expect(result).toMatchObject({ supported: false, at });
    expect(result.supported ? '' : result.what).toContain(what);
  });
});
