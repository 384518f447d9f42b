import { expect, it } from 'vitest';
import { readLimit } from './read-limit';

it.each([
  ['10', 10],
  [' 1 ', 1],
  ['1e3', 1000],
  ['0', null],
  ['-1', null],
  ['2.5', null],
  ['', null],
  ['ten', null],
  ['1000001', null],
])('a limit typed as "%s" is %s', (text, limit) => {
  expect(readLimit(text)).toBe(limit);
});
