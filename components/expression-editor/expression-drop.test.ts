import { describe, expect, it } from 'vitest';
import { fitDropped } from './expression-drop';

/** `|` is where it is let go; `[…]` is selected. */
function dropped(sketch: string): string {
  const text = sketch.replace(/[|[\]]/g, '');
  const from = sketch.search(/[|[]/);
  const to = sketch.includes(']') ? sketch.indexOf(']') - 1 : from;
  const { from: at, to: until, insert } = fitDropped(text, { from, to }, '{{ $json.b }}');
  return text.slice(0, at) + insert + text.slice(until);
}

describe('an expression that is dropped into another', () => {
  it('stands whole outside of braces and bare inside', () => {
    expect(dropped('|')).toBe('{{ $json.b }}');
    expect(dropped('Dear |,')).toBe('Dear {{ $json.b }},');
    expect(dropped('{{ | }}')).toBe('{{ $json.b }}');
    expect(dropped('{{ $json.a + | }}')).toBe('{{ $json.a + $json.b }}');
    expect(dropped('{{ max(|, 1) }}')).toBe('{{ max($json.b, 1) }}');
    expect(dropped('{{ [$json.a] }}')).toBe('{{ $json.b }}');
    expect(dropped('{{ $json.a }}|')).toBe('{{ $json.a }}{{ $json.b }}');
  });

  it('is not glued to another value: it comes after its expression', () => {
    expect(dropped('{{ $json.a.ci|ty }} x')).toBe('{{ $json.a.city }} {{ $json.b }} x');
    expect(dropped('{{ |$json.a }}')).toBe('{{ $json.a }} {{ $json.b }}');
    expect(dropped('{{ $json.a |}}')).toBe('{{ $json.a }} {{ $json.b }}');
  });
});
