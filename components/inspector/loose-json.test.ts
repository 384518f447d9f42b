import { describe, expect, it } from 'vitest';
import { isBrokenJson, looseJsonText, parseLooseJson } from './loose-json';

describe('loose JSON', () => {
  it('takes numbers, lists and objects for what they are and all else as text', () => {
    expect(
      ['42', '[1]', '{"a":1}', 'true', 'null', 'hello', '"quoted"', '', '{{ $json.a }}'].map(parseLooseJson),
    ).toEqual([42, [1], { a: 1 }, true, null, 'hello', '"quoted"', '', '{{ $json.a }}']);
  });

  it('never rounds a long number or drops leading zeros', () => {
    expect(['12345678901234567890', '007', '1.50'].map(parseLooseJson)).toEqual([
      '12345678901234567890',
      '007',
      '1.50',
    ]);
  });

  it('shows a value so that reading it gives the same value', () => {
    for (const value of [42, 'x', [1, 'a'], { a: null }, true])
      expect(parseLooseJson(looseJsonText(value))).toEqual(value);
  });

  it('tells JSON that is not finished from an expression', () => {
    expect(['{ "a": ', '{{ $json }}', '{"a":1}', 'text'].map(isBrokenJson)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
