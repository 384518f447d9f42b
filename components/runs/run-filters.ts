/** What a list of runs is narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { RUN_STATUSES, type RunStatus } from '@/core/engine/types';
import { ANY_TIME, parseTimes, timesAsked, writeTimes, type TimeRange } from '@/components/lists/time-span';

/** Ways in which runs begin, as they can be filtered for. */
export const RUN_TRIGGERS = ['manual', 'api', 'webhook', 'schedule', 'sub-workflow', 'error'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export interface RunFilters extends TimeRange {
  status: readonly RunStatus[];
  workflowId: string | null;
  trigger: RunTrigger | null;
  text: string;
}

export const NO_FILTERS: RunFilters = {
  status: [],
  workflowId: null,
  trigger: null,
  ...ANY_TIME,
  text: '',
};

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
    ...parseTimes(params),
    text: (params.get('q') ?? '').slice(0, MAX_TEXT),
  };
}

/** The filters as an address writes them, in a fixed order; empty without filters. */
export function writeRunFilters(filters: RunFilters): string {
  const params = new URLSearchParams();
  if (filters.status.length > 0) params.set('status', filters.status.join(','));
  if (filters.workflowId) params.set('workflow', filters.workflowId);
  if (filters.trigger) params.set('trigger', filters.trigger);
  writeTimes(params, filters);
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

/** What the server is asked for at `nowMs`, by somebody whose zone is `offsetMinutes` west of UTC. */
export function runQueryOf(filters: RunFilters, nowMs: number, offsetMinutes: number): RunQuery {
  const query: RunQuery = {};
  if (filters.status.length > 0) query.status = [...filters.status];
  if (filters.workflowId) query.workflowId = filters.workflowId;
  if (filters.trigger) query.trigger = filters.trigger;
  const text = filters.text.trim();
  if (text !== '') query.text = text;
  return { ...query, ...timesAsked(filters, nowMs, offsetMinutes) };
}
