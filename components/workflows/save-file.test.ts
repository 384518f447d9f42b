import { expect, it } from 'vitest';
import { fileName } from './save-file';

it.each([
  ['Check an order', 'check-an-order'],
  ['../../etc/passwd', 'etc-passwd'],
  ['  Über: 50 % ', 'uber-50'],
  ['***', 'workflow'],
])('names the file of %j %s', (name, file) => {
  expect(fileName(name)).toBe(file);
});
