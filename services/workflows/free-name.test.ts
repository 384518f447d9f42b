import { expect, it } from 'vitest';
import { freeName } from './free-name';

it('numbers a name that is taken, from 2 on', () => {
  expect(freeName('Orders', [])).toBe('Orders');
  expect(freeName('Orders', ['Orders copy'])).toBe('Orders');
  expect(freeName('Orders', ['orders'])).toBe('Orders (2)');
  expect(freeName('Orders', ['Orders', 'Orders (2)', 'Orders (4)'])).toBe('Orders (3)');
});

it('stays as short as a name may be', () => {
  const long = 'x'.repeat(200);
  const next = freeName(long, [long]);
  expect(next).toHaveLength(200);
  expect(next.endsWith(' (2)')).toBe(true);
});
