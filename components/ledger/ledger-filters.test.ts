import { expect, it } from 'vitest';
import { ledgerQueryOf, NO_LEDGER_FILTERS, parseLedgerFilters, writeLedgerFilters } from './ledger-filters';

const parse = (query: string) => parseLedgerFilters(new URLSearchParams(query));

it('goes through the address and back', () => {
  const query = 'status=in-doubt&node=send&since=24h&q=orders';
  expect(writeLedgerFilters(parse(query))).toBe(query);
  expect(writeLedgerFilters(NO_LEDGER_FILTERS)).toBe('');
});

it('leaves out what means nothing', () => {
  expect(parse('status=perhaps&since=toString&node=')).toEqual(NO_LEDGER_FILTERS);
});

it('asks the same within a minute', () => {
  const at = Date.parse('2026-11-21T12:00:10Z');
  const filters = parse('since=1h&status=failed&q= x ');
  expect(ledgerQueryOf(filters, at)).toEqual({
    status: 'failed',
    from: '2026-11-21T11:00:00.000Z',
    text: 'x',
  });
  expect(ledgerQueryOf(filters, at + 40_000)).toEqual(ledgerQueryOf(filters, at));
});
