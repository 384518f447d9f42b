import type { Permission } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { isAppError } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';
import { cancelRun } from './cancel-run';
import { continueRun } from './continue-run';
import { pauseRun } from './pause-run';
import { resumeRun } from './resume-run';
import { retryRun } from './retry-run';

export interface BulkInput {
  /** A hundred at most; one named twice counts once. */
  ids: readonly string[];
  action: BulkAction;
  /** Of retries and resumes: a call that is made again under it does to no run again what was done. */
  idempotencyKey?: string | undefined;
}
export type BulkAction = 'cancel' | 'retry' | 'resume' | 'pause' | 'continue';

/** What became of one run. `runId` is the new run after a retry, else the run itself. */
export type BulkResult =
  | { id: string; ok: true; runId: string }
  | { id: string; ok: false; error: { code: string; message: string } };

const NEEDS: Record<BulkAction, Permission> = {
  cancel: 'run:cancel',
  retry: 'run:start',
  resume: 'run:start',
  pause: 'run:cancel',
  continue: 'run:cancel',
};
/** Done side by side, so that a hundred take seconds and no pool is emptied. */
const AT_ONCE = 4;

/**
 * Does the same to many runs; each for itself, so one that cannot be done keeps no other from being done. Audited run by
 * run. `retry` keeps what succeeded.
 */
export async function bulkRuns(
  deps: ServiceDeps,
  scope: TenantScope,
  { ids, action, idempotencyKey }: BulkInput,
): Promise<{ results: BulkResult[] }> {
  demand(scope, NEEDS[action]);
  const wanted = [...new Set(ids)];
  const results: BulkResult[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    results.push(
      ...(await Promise.all(some.map((id) => doOne(deps, scope, { id, action, idempotencyKey })))),
    );
  }
  return { results };
}

async function doOne(
  deps: ServiceDeps,
  scope: TenantScope,
  { id, action, idempotencyKey }: Pick<BulkInput, 'action' | 'idempotencyKey'> & { id: string },
): Promise<BulkResult> {
  try {
    const { id: runId } = await ACTIONS[action](deps, scope, { id, idempotencyKey });
    return { id, ok: true, runId };
  } catch (error) {
    if (!isAppError(error) || error.family === 'bug') {
      deps.log.error(
        { err: error, code: 'run.bulk-failed', runId: id },
        'One of many runs could not be handled.',
      );
      return { id, ok: false, error: { code: 'internal', message: 'Something went wrong on our side.' } };
    }
    return { id, ok: false, error: { code: error.code, message: error.message } };
  }
}

type Action = (
  deps: ServiceDeps,
  scope: TenantScope,
  run: { id: string; idempotencyKey: string | undefined },
) => Promise<{ id: string }>;

const ACTIONS: Record<BulkAction, Action> = {
  cancel: (deps, scope, { id }) => cancelRun(deps, scope, { id }),
  pause: (deps, scope, { id }) => pauseRun(deps, scope, { id }),
  continue: (deps, scope, { id }) => continueRun(deps, scope, { id }),
  resume: (deps, scope, run) => resumeRun(deps, scope, run),
  retry: (deps, scope, run) => retryRun(deps, scope, { ...run, mode: 'failed' }),
};
