import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { findRun } from '@/infra/db/run-store/read-runs';
import { requestCancel } from '@/infra/db/run-store/steer-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';

/**
 * Asks for a run to stop: nothing new starts once its worker saw the row, work in flight is aborted. Cancelling a run
 * that ended meanwhile changes nothing.
 * @throws UserProblem `run.not-found`.
 */
export async function cancelRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'run:cancel');
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  const asked = await deps.db.withTenant(scope, async (tx) => {
    const found = await requestCancel(tx, { tenantId: scope.tenantId, runId: input.id, by });
    if (found)
      await recordAudit(tx, scope, {
        action: 'run.cancel',
        targetKind: 'run',
        targetId: input.id,
        details: {},
      });
    return found;
  });
  if (!asked && !(await findRun(deps.db.app, scope.tenantId, input.id))) throw UserProblem.notFound('run');
  await deps.bus.publish('heddle_cancel', input.id);
  deps.hints.wake();
  return { id: input.id };
}
