import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Fact } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { admitInTenant } from '@/infra/db/run-store/gates';
import { continueLiveRun } from '@/infra/db/run-store/pause-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { whyNotLive } from './pause-run';
import { tellSteered } from './tell-steered';

/**
 * Lets a paused run go on where it was; waits whose time came meanwhile are over at once.
 * @throws UserProblem `run.not-found`, `run.over`, `run.not-paused`.
 */
export async function continueRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'run:cancel');
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  const fact: Fact = { kind: 'run-continued', at: deps.clock.now(), by };
  const run = { tenantId: scope.tenantId, runId: input.id };
  const continued = await deps.db.withTenant(scope, async (tx) => {
    const found = await continueLiveRun(tx, { ...run, by, fact: JSON.stringify(fact) });
    if (found?.outcome === 'done' || found?.outcome === 'asked')
      await recordAudit(tx, scope, {
        ...{ action: 'run.continue', targetKind: 'run', targetId: input.id },
        details: {},
      });
    if (found?.outcome === 'done')
      await admitInTenant(tx, { tenantId: scope.tenantId, workflowId: found.workflowId });
    return found;
  });
  if (!continued) throw await whyNotLive(deps, run);
  if (continued.outcome === 'unfit')
    throw UserProblem.conflict('run.not-paused', 'This run is not paused. Reload it to see how it stands.');
  await tellSteered(deps, { ...run, ...continued });
  return { id: input.id };
}
