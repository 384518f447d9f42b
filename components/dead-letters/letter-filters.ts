/** What the dead letters are narrowed to, as it stands in the address, and what is asked of the server for it. Pure. */
import { FAILURE_CATEGORIES, type FailureCategory } from '@/core/dead-letters/failure-category';
import { parseSpan, spanStart, type TimeSpan } from '@/components/lists/time-span';

export const LETTER_VIEWS = ['causes', 'runs'] as const;
export type LetterView = (typeof LETTER_VIEWS)[number];

export interface LetterFilters {
  status: 'open' | 'handled';
  view: LetterView;
  category: FailureCategory | null;
  workflowId: string | null;
  /** `-` for runs that failed as a whole. */
  nodeId: string | null;
  code: string | null;
  answerStatus: number | null;
  span: TimeSpan | null;
}

export const NO_LETTER_FILTERS: LetterFilters = {
  status: 'open',
  view: 'causes',
  category: null,
  workflowId: null,
  nodeId: null,
  code: null,
  answerStatus: null,
  span: null,
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Filters of an address; what means nothing is left out. */
export function parseLetterFilters(params: { get(name: string): string | null }): LetterFilters {
  const workflowId = params.get('workflow');
  const answer = Number(params.get('answer'));
  return {
    status: params.get('status') === 'handled' ? 'handled' : 'open',
    view: LETTER_VIEWS.find((known) => known === params.get('view')) ?? 'causes',
    category: FAILURE_CATEGORIES.find((known) => known === params.get('category')) ?? null,
    workflowId: workflowId !== null && UUID.test(workflowId) ? workflowId : null,
    nodeId: params.get('node') || null,
    code: (params.get('code') ?? '').slice(0, 200) || null,
    answerStatus: Number.isInteger(answer) && answer >= 100 && answer <= 599 ? answer : null,
    span: parseSpan(params.get('since')),
  };
}

/** The filters as an address writes them; empty without filters. */
export function writeLetterFilters(filters: LetterFilters): string {
  const params = new URLSearchParams();
  if (filters.status === 'handled') params.set('status', 'handled');
  if (filters.view !== 'causes') params.set('view', filters.view);
  if (filters.category) params.set('category', filters.category);
  if (filters.workflowId) params.set('workflow', filters.workflowId);
  if (filters.nodeId) params.set('node', filters.nodeId);
  if (filters.code) params.set('code', filters.code);
  if (filters.answerStatus) params.set('answer', String(filters.answerStatus));
  if (filters.span) params.set('since', filters.span);
  return params.toString();
}

/** What narrows the list; the view and open or handled are no narrowing. */
export function isNarrowed(filters: LetterFilters): boolean {
  const { status, view } = filters;
  return writeLetterFilters(filters) !== writeLetterFilters({ ...NO_LETTER_FILTERS, status, view });
}

/** Which ones are meant, as the server asks for it. The time is cut to the minute. */
export function letterMatch(filters: LetterFilters, nowMs: number) {
  return {
    ...(filters.category ? { category: filters.category } : {}),
    ...(filters.workflowId ? { workflowId: filters.workflowId } : {}),
    ...(filters.nodeId ? { nodeId: filters.nodeId } : {}),
    ...(filters.code ? { code: filters.code } : {}),
    ...(filters.answerStatus ? { answerStatus: filters.answerStatus } : {}),
    ...(filters.span ? { from: spanStart(filters.span, nowMs) } : {}),
  };
}
export type LetterMatch = ReturnType<typeof letterMatch>;

interface Cause {
  workflowId: string;
  nodeId: string | null;
  code: string;
  answerStatus: number | null;
}

/** The filters that name one cause. */
export function causeOf(
  cause: Cause,
): Pick<LetterFilters, 'workflowId' | 'nodeId' | 'code' | 'answerStatus'> {
  const { workflowId, nodeId, code, answerStatus } = cause;
  return { workflowId, nodeId: nodeId ?? '-', code, answerStatus };
}
