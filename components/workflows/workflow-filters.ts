/** What the list of workflows is narrowed to and sorted by, as it stands in the address. Pure. */
import {
  WORKFLOW_SORTS,
  WORKFLOW_STATES,
  type WorkflowSort,
  type WorkflowState,
} from '@/core/contracts/workflow-view';

export interface WorkflowFilters {
  text: string;
  state: WorkflowState | null;
  /** Those with failed runs that nobody has handled. */
  failing: boolean;
  sort: WorkflowSort;
}

export const NO_WORKFLOW_FILTERS: WorkflowFilters = {
  text: '',
  state: null,
  failing: false,
  sort: 'changed',
};

const MAX_TEXT = 200;

/** Filters of an address; what means nothing is left out. */
export function parseWorkflowFilters(params: { get(name: string): string | null }): WorkflowFilters {
  return {
    text: (params.get('q') ?? '').slice(0, MAX_TEXT),
    state: WORKFLOW_STATES.find((known) => known === params.get('state')) ?? null,
    failing: params.get('runs') === 'failing',
    sort: WORKFLOW_SORTS.find((known) => known === params.get('sort')) ?? 'changed',
  };
}

/** The filters as an address writes them; empty without filters. */
export function writeWorkflowFilters({ text, state, failing, sort }: WorkflowFilters): string {
  const params = new URLSearchParams();
  if (state) params.set('state', state);
  if (failing) params.set('runs', 'failing');
  if (sort !== 'changed') params.set('sort', sort);
  if (text.trim() !== '') params.set('q', text.trim());
  return params.toString();
}

/** What narrows the list; the order is no narrowing. */
export function isNarrowed(filters: WorkflowFilters): boolean {
  return writeWorkflowFilters({ ...filters, sort: 'changed' }) !== '';
}

/** What the server is asked. */
export function workflowQueryOf({ text, state, failing, sort }: WorkflowFilters) {
  return {
    ...(text.trim() === '' ? {} : { search: text.trim() }),
    ...(state ? { state } : {}),
    ...(failing ? { failing } : {}),
    ...(sort === 'changed' ? {} : { sort }),
  };
}
