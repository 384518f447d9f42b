/** What can be done with many runs at once, with which of them, and what came of it. Pure. */
import type { RunSummary } from '@/core/contracts/run-view';
import type { RunStatus } from '@/core/engine/types';

export const BULK_ACTIONS = ['cancel', 'pause', 'continue', 'retry', 'resume'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** As many as the server takes in one call. */
export const MAX_BULK = 100;

const FITS: Readonly<Record<BulkAction, readonly RunStatus[]>> = {
  cancel: ['queued', 'running', 'waiting', 'paused'],
  pause: ['queued', 'running', 'waiting'],
  continue: ['paused'],
  retry: ['failed', 'cancelled'],
  resume: ['failed', 'cancelled'],
};

type Choosable = Pick<RunSummary, 'id' | 'status' | 'goesOnWithCaller'>;

/** The chosen runs that an action means something for. */
export function runsFor(action: BulkAction, runs: readonly Choosable[], ids: ReadonlySet<string>): string[] {
  return runs
    .filter((run) => ids.has(run.id) && FITS[action].includes(run.status))
    .filter((run) => action !== 'resume' || run.goesOnWithCaller !== true)
    .map((run) => run.id);
}

/** How many of the chosen runs are not resumed by themselves, but with the run that called them. */
export function countCalled(runs: readonly Choosable[], ids: ReadonlySet<string>): number {
  return runs.filter(
    (run) => ids.has(run.id) && FITS.resume.includes(run.status) && run.goesOnWithCaller === true,
  ).length;
}

export type BulkResult =
  { id: string; ok: true } | { id: string; ok: false; error: { code: string; message: string } };

export interface BulkSummary {
  done: number;
  /** What did not work, the most frequent reason first. */
  failures: readonly { message: string; count: number }[];
}

/** The results of a bulk action in a few lines. */
export function summarise(results: readonly BulkResult[]): BulkSummary {
  const counts = new Map<string, number>();
  for (const result of results) {
    if (!result.ok) counts.set(result.error.message, (counts.get(result.error.message) ?? 0) + 1);
  }
  const failures = [...counts].map(([message, count]) => ({ message, count }));
  return {
    done: results.filter((result) => result.ok).length,
    failures: failures.sort((a, b) => b.count - a.count),
  };
}

/** A step that runs again, and in how many of the runs. `nodeName` null: which one is not known. */
export interface Repeat {
  workflowName: string;
  nodeName: string | null;
  count: number;
}

/** What a retry of these runs repeats: the steps they ended at, the most frequent first. */
export function repeatsOf(
  runs: readonly {
    id: string;
    workflowId: string;
    workflowName: string;
    error: { nodeId: string | null; nodeName: string | null } | null;
  }[],
  ids: readonly string[],
): Repeat[] {
  const wanted = new Set(ids);
  const found = new Map<string, Repeat>();
  for (const { id, workflowId, workflowName, error } of runs) {
    if (!wanted.has(id)) continue;
    const key = `${workflowId}/${error?.nodeId ?? ''}`;
    const known = found.get(key) ?? { workflowName, nodeName: error?.nodeName ?? null, count: 0 };
    found.set(key, { ...known, count: known.count + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
