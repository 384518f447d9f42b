/**
 * Work on many dead letters: a hundred for each call, until none is left or somebody stops it. It lives outside of the
 * pages, so that a person may go on elsewhere meanwhile. What is done is done on the server; whoever stops, or loses the
 * connection, does the same again and goes on with what is left.
 */
import { createStore } from 'zustand/vanilla';
import type { HandledLetters } from '@/core/contracts/dead-letters';

export const LETTER_ACTIONS = ['resume', 'retry', 'discard'] as const;
export type LetterAction = (typeof LETTER_ACTIONS)[number];

export interface LetterJob {
  action: LetterAction;
  /** As many as there were at the start. */
  total: number;
  done: number;
  /** What did not work, by its reason. */
  failures: ReadonlyMap<string, number>;
  state: 'running' | 'ended' | 'stopped' | 'broken';
}

export const letterJobStore = createStore<{ job: LetterJob | null }>(() => ({ job: null }));

export interface JobPlan {
  action: LetterAction;
  total: number;
  /** One call; `cursor` is what the call before gave back. */
  call(cursor: string | undefined): Promise<HandledLetters>;
  /** After each call. */
  onProgress(): void;
}

/** Runs it to its end. One at a time: while one runs, this does nothing and says so. */
export async function runLetterJob(plan: JobPlan): Promise<boolean> {
  if (letterJobStore.getState().job?.state === 'running') return false;
  const { action, total } = plan;
  set({ action, total, done: 0, failures: new Map(), state: 'running' });
  let cursor: string | undefined;
  try {
    do {
      const { results, nextCursor } = await plan.call(cursor);
      add(results);
      plan.onProgress();
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined && letterJobStore.getState().job?.state === 'running');
    finish('ended');
  } catch {
    finish('broken');
  }
  return true;
}

/** No further call is made; the one under way ends. */
export function stopLetterJob(): void {
  finish('stopped');
}

/** Takes the words about it away. */
export function closeLetterJob(): void {
  letterJobStore.setState({ job: null });
}

function set(job: LetterJob): void {
  letterJobStore.setState({ job });
}

function add(results: HandledLetters['results']): void {
  const { job } = letterJobStore.getState();
  if (!job) return;
  const failures = new Map(job.failures);
  for (const result of results)
    if (!result.ok) failures.set(result.error.message, (failures.get(result.error.message) ?? 0) + 1);
  set({ ...job, failures, done: job.done + results.filter((result) => result.ok).length });
}

function finish(state: LetterJob['state']): void {
  const { job } = letterJobStore.getState();
  if (job?.state === 'running') set({ ...job, state });
}

/** How many could not be done. */
export function failedCount(job: Pick<LetterJob, 'failures'>): number {
  return [...job.failures.values()].reduce((sum, count) => sum + count, 0);
}
