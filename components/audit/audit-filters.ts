/** What the audit log is narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { findAuditKind, type AuditKind } from '@/core/contracts/audit';
import { ANY_TIME, parseTimes, timesAsked, writeTimes, type TimeRange } from '@/components/lists/time-span';

export interface AuditFilters extends TimeRange {
  /** Id of a person or of an API key. */
  actor: string | null;
  action: AuditKind | null;
  text: string;
}

export const NO_AUDIT_FILTERS: AuditFilters = { ...ANY_TIME, actor: null, action: null, text: '' };

const MAX_TEXT = 200;
const MAX_ID = 64;

/** Filters of an address; what means nothing is left out. */
export function parseAuditFilters(params: { get(name: string): string | null }): AuditFilters {
  return {
    ...parseTimes(params),
    actor: params.get('who')?.slice(0, MAX_ID) || null,
    action: findAuditKind(params.get('what')) ?? null,
    text: (params.get('q') ?? '').slice(0, MAX_TEXT),
  };
}

/** The filters as an address writes them; empty without filters. */
export function writeAuditFilters(filters: AuditFilters): string {
  const params = new URLSearchParams();
  if (filters.actor) params.set('who', filters.actor);
  if (filters.action) params.set('what', filters.action);
  writeTimes(params, filters);
  if (filters.text.trim() !== '') params.set('q', filters.text.trim());
  return params.toString();
}

/** What the server is asked for at `nowMs`, by somebody whose zone is `offsetMinutes` west of UTC. */
export function auditQueryOf(filters: AuditFilters, nowMs: number, offsetMinutes: number) {
  const text = filters.text.trim();
  return {
    ...(filters.actor ? { actor: filters.actor } : {}),
    ...(filters.action ? { action: filters.action } : {}),
    ...(text === '' ? {} : { text }),
    ...timesAsked(filters, nowMs, offsetMinutes),
  };
}
