/** What a ledger is narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { LEDGER_STATUSES, type LedgerStatus } from '@/core/contracts/ledger';
import { RUN_SPANS, type RunSpan } from '@/components/runs/run-filters';

export interface LedgerFilters {
  status: LedgerStatus | null;
  nodeId: string | null;
  span: RunSpan | null;
  text: string;
}

export const NO_LEDGER_FILTERS: LedgerFilters = { status: null, nodeId: null, span: null, text: '' };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_TEXT = 200;

/** Filters of an address; what means nothing is left out. */
export function parseLedgerFilters(params: { get(name: string): string | null }): LedgerFilters {
  const span = params.get('since');
  return {
    status: LEDGER_STATUSES.find((known) => known === params.get('status')) ?? null,
    nodeId: params.get('node') || null,
    span: span !== null && Object.hasOwn(RUN_SPANS, span) ? (span as RunSpan) : null, // an own key
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
  const at = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return {
    ...(filters.status ? { status: filters.status } : {}),
    ...(filters.nodeId ? { nodeId: filters.nodeId } : {}),
    ...(filters.span ? { from: new Date(at - RUN_SPANS[filters.span] * HOUR_MS).toISOString() } : {}),
    ...(filters.text.trim() === '' ? {} : { text: filters.text.trim() }),
  };
}
