import { expect, it } from 'vitest';
import { csvCell } from './receipts-csv';

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['\r=1', `"'\r=1"`],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
  [null, ''],
  [-5, '-5'],
  [true, 'true'],
])('writes %j as %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});
