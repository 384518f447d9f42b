import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Fact } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { pauseLiveRun } from '@/infra/db/run-store/pause-run';
import { findRun } from '@/infra/db/run-store/read-runs';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { tellSteered } from './tell-steered';

/**
 * Lets nothing of a run start any more until it is continued; steps under way end. A paused run stays so over restarts,
 * keeps what it waits for, and goes on counting where its workflow limits how many run at once. Pausing twice changes
 * nothing.
 * @throws UserProblem `run.not-found`, `run.over`, `run.not-pausable`.
 */
export async function pauseRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'run:cancel');
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  const fact: Fact = { kind: 'run-paused', at: deps.clock.now(), by };
  const run = { tenantId: scope.tenantId, runId: input.id };
  const paused = await deps.db.withTenant(scope, async (tx) => {
    const found = await pauseLiveRun(tx, { ...run, by, fact: JSON.stringify(fact) });
    if (found?.outcome === 'done' || found?.outcome === 'asked')
      await recordAudit(tx, scope, {
        ...{ action: 'run.pause', targetKind: 'run', targetId: input.id },
        details: { running: found.held },
      });
    return found;
  });
  if (!paused) throw await whyNotLive(deps, run);
  if (paused.outcome === 'unfit')
    throw UserProblem.conflict(
      'run.not-pausable',
      'This run cannot be paused: it is being cancelled, or its turn has not come. Reload it to see how it stands.',
    );
  await tellSteered(deps, { ...run, ...paused });
  return { id: input.id };
}

/** The run has ended, or was never there. */
export async function whyNotLive(
  deps: Pick<ServiceDeps, 'db'>,
  { tenantId, runId }: { tenantId: string; runId: string },
): Promise<UserProblem> {
  const found = await findRun(deps.db.app, tenantId, runId);
  if (!found) return UserProblem.notFound('run');
  return UserProblem.conflict('run.over', 'This run has ended: nothing of it goes on any more.', {
    status: found.status,
  });
}
