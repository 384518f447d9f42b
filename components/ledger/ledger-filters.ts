/** What a ledger is narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { LEDGER_STATUSES, type LedgerStatus } from '@/core/contracts/ledger';
import { parseSpan, spanStart, type TimeSpan } from '@/components/lists/time-span';

export interface LedgerFilters {
  status: LedgerStatus | null;
  nodeId: string | null;
  span: TimeSpan | null;
  text: string;
}

export const NO_LEDGER_FILTERS: LedgerFilters = { status: null, nodeId: null, span: null, text: '' };

const MAX_TEXT = 200;

/** Filters of an address; what means nothing is left out. */
export function parseLedgerFilters(params: { get(name: string): string | null }): LedgerFilters {
  return {
    status: LEDGER_STATUSES.find((known) => known === params.get('status')) ?? null,
    nodeId: params.get('node') || null,
    span: parseSpan(params.get('since')),
    text: (params.get('q') ?? '').slice(0, MAX_TEXT),
  };
}

/** The filters as an address writes them; empty without filters. */
export function writeLedgerFilters(filters: LedgerFilters): string {
  const params = new URLSearchParams();
  if (filters.status) params.set('status', filters.status);
  if (filters.nodeId) params.set('node', filters.nodeId);
  if (filters.span) params.set('since', filters.span);
  if (filters.text.trim() !== '') params.set('q', filters.text.trim());
  return params.toString();
}

/** What the server is asked. The time is cut to the minute, so that the same view is the same question. */
export function ledgerQueryOf(filters: LedgerFilters, nowMs: number) {
  return {
    ...(filters.status ? { status: filters.status } : {}),
    ...(filters.nodeId ? { nodeId: filters.nodeId } : {}),
    ...(filters.span ? { from: spanStart(filters.span, nowMs) } : {}),
    ...(filters.text.trim() === '' ? {} : { text: filters.text.trim() }),
  };
}
