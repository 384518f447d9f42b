import { describe, expect, it } from 'vitest';
import { BadPattern, isSafePattern, safePattern } from './safe-pattern';

describe('a pattern', () => {
  it.each([
    ['^user_', 'id_', 'user_name', 'id_name'],
    ['(\\w+)_(\\w+)', '$2-$1', 'first_name', 'name-first'],
    ['(?<a>x)y', '$<a>$$', 'xy xy', 'x$ x$'],
    ['o', '[$&]', 'foo', 'f[o][o]'],
    ['z', 'q', 'foo', 'foo'],
    ['x*', '-', 'ab', '-a-b-'],
    ['(a)', '$7', 'a', '$7'],
  ])('%s by %s in %s gives %s', (...[source, by, text, expected]) => {
    expect(safePattern(source).replaceAll(text, by)).toBe(expected);
  });

  it('ignores case where asked', () => {
    expect(safePattern('abc').test('ABC')).toBe(false);
    expect(safePattern('abc', { ignoreCase: true }).test('ABC')).toBe(true);
  });

  it.each(['(', '(?=a)', '(a)\\1', 'a{2000}b{2000}', 'x'.repeat(1001)])('%s is refused', (source) => {
    expect(() => safePattern(source)).toThrow(BadPattern);
    expect(isSafePattern(source)).toBe(false);
  });

  it('takes linear time where others would hang', () => {
    expect(safePattern('^(a+)+$').test(`${'a'.repeat(50_000)}!`)).toBe(false);
  });
});
