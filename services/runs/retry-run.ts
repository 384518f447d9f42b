import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { ServiceDeps } from '@/services/deps';
import { loadEndedRun } from './load-ended-run';
import { planSeeds, type StartFact } from './seed-run';
import { startOf } from './start-of';
import { startSeeded, startableOf } from './start-seeded';

export interface RetryRunInput {
  id: string;
  /**
   * `failed`: results of steps that succeeded are kept, and so are the receipts of those that did not. `all`: the same
   * input again, nothing kept, new idempotency keys.
   */
  mode: 'failed' | 'all';
}

/**
 * Runs an ended run again as a new run of the same version.
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.log-gone`, `run.nothing-failed`, `workflow.not-found`.
 */
export async function retryRun(
  deps: ServiceDeps,
  scope: TenantScope,
  { id: originId, mode }: RetryRunInput,
): Promise<{ id: string }> {
  demand(scope, 'run:start');
  const origin = await loadEndedRun(deps, scope.tenantId, originId);
  if (mode === 'failed' && origin.run.status === 'succeeded') throw nothingFailed();
  const startable = await startableOf(deps, scope, origin.run.workflowId);
  const id = deps.ids.uuid7();
  const started: StartFact = { ...startOf(origin.facts), at: deps.clock.now(), seed: id };
  const keepsAll = mode === 'failed';
  const { facts } = planSeeds({
    plan: origin.plan,
    started,
    origin,
    keep: () => keepsAll,
    keepReceipts: keepsAll,
    extra: [],
  });
  return startSeeded(deps, scope, {
    ...{ id, startable, started, facts, how: 'retry', plan: origin.plan },
    graphHash: origin.run.graphHash,
    version: origin.run.version,
    parentRunId: originId,
  });
}

function nothingFailed(): UserProblem {
  return UserProblem.conflict(
    'run.nothing-failed',
    'No step of this run failed. Run all of it again, or from a step of your choice.',
  );
}
