import { expect, it } from 'vitest';
import { auditQueryOf, NO_AUDIT_FILTERS, parseAuditFilters, writeAuditFilters } from './audit-filters';

const parse = (query: string) => parseAuditFilters(new URLSearchParams(query));
const NOW = Date.parse('2026-11-21T12:00:10Z');

it('goes through the address and back', () => {
  for (const query of ['who=u1&what=workflow.publish&since=24h&q=orders', 'what=member&from=2026-11-01']) {
    expect(writeAuditFilters(parse(query))).toBe(query);
  }
  expect(writeAuditFilters(NO_AUDIT_FILTERS)).toBe('');
});

it('leaves out what means nothing', () => {
  expect(parse('who=&what=workflow.explode&since=toString&from=soon')).toEqual(NO_AUDIT_FILTERS);
});

it('asks for what is chosen alone, and the same within a minute', () => {
  const filters = parse('who=u1&what=limit&since=1h&q= x ');
  expect(auditQueryOf(filters, NOW, 0)).toEqual({
    ...{ actor: 'u1', action: 'limit', text: 'x' },
    from: '2026-11-21T11:00:00.000Z',
  });
  expect(auditQueryOf(filters, NOW + 40_000, 0)).toEqual(auditQueryOf(filters, NOW, 0));
  expect(auditQueryOf(NO_AUDIT_FILTERS, NOW, 0)).toEqual({});
});
