/** What a list of runs is narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { RUN_STATUSES, type RunStatus } from '@/core/engine/types';
import { parseSpan, spanStart, type TimeSpan } from '@/components/lists/time-span';

/** Ways in which runs begin, as they can be filtered for. */
export const RUN_TRIGGERS = ['manual', 'api', 'webhook', 'schedule', 'sub-workflow', 'error'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export interface RunFilters {
  status: readonly RunStatus[];
  workflowId: string | null;
  trigger: RunTrigger | null;
  span: TimeSpan | null;
  /** Days, `2026-11-21`; the last one is included. */
  from: string | null;
  to: string | null;
  text: string;
}

export const NO_FILTERS: RunFilters = {
  status: [],
  workflowId: null,
  trigger: null,
  span: null,
  from: null,
  to: null,
  text: '',
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MAX_TEXT = 200;

/** The part of `URLSearchParams` that is read. */
interface Params {
  get(name: string): string | null;
}

/** Filters of an address; what means nothing is left out. */
export function parseRunFilters(params: Params): RunFilters {
  const statuses = (params.get('status') ?? '').split(',');
  const trigger = params.get('trigger');
  return {
    status: RUN_STATUSES.filter((status) => statuses.includes(status)),
    workflowId: params.get('workflow') || null,
    trigger: RUN_TRIGGERS.find((known) => known === trigger) ?? null,
    span: parseSpan(params.get('since')),
    from: dayOf(params.get('from')),
    to: dayOf(params.get('to')),
    text: (params.get('q') ?? '').slice(0, MAX_TEXT),
  };
}

/** The filters as an address writes them, in a fixed order; empty without filters. */
export function writeRunFilters(filters: RunFilters): string {
  const params = new URLSearchParams();
  if (filters.status.length > 0) params.set('status', filters.status.join(','));
  if (filters.workflowId) params.set('workflow', filters.workflowId);
  if (filters.trigger) params.set('trigger', filters.trigger);
  if (filters.span) params.set('since', filters.span);
  if (filters.from) params.set('from', filters.from);
  if (filters.to) params.set('to', filters.to);
  if (filters.text.trim() !== '') params.set('q', filters.text.trim());
  return params.toString();
}

export interface RunQuery {
  status?: RunStatus[];
  workflowId?: string;
  trigger?: RunTrigger;
  from?: string;
  to?: string;
  text?: string;
}

/**
 * What the server is asked for. A span counts back from `nowMs`, cut to whole minutes so that drawing again asks for
 * the same; days are those of the person's own zone, `offsetMinutes` west of UTC.
 */
export function runQueryOf(filters: RunFilters, nowMs: number, offsetMinutes: number): RunQuery {
  const query: RunQuery = {};
  if (filters.status.length > 0) query.status = [...filters.status];
  if (filters.workflowId) query.workflowId = filters.workflowId;
  if (filters.trigger) query.trigger = filters.trigger;
  const text = filters.text.trim();
  if (text !== '') query.text = text;
  const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`) + offsetMinutes * MINUTE_MS;
  if (filters.span) query.from = spanStart(filters.span, nowMs);
  else if (filters.from) query.from = new Date(midnight(filters.from)).toISOString();
  if (!filters.span && filters.to) query.to = new Date(midnight(filters.to) + DAY_MS).toISOString();
  return query;
}

function dayOf(text: string | null): string | null {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
