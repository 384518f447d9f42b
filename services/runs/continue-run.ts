import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { admitInTenant } from '@/infra/db/run-store/gates';
import { continueLiveRun } from '@/infra/db/run-store/pause-run';
import type { ServiceDeps } from '@/services/deps';
import { steerLiveRun } from './steer-live-run';

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
  const { tenantId, actor } = scope;
  await steerLiveRun(deps, scope, {
    runId: input.id,
    action: 'run.continue',
    fact: { kind: 'run-continued', at: deps.clock.now(), by: `${actor.kind}:${actor.id}` },
    write: continueLiveRun,
    details: () => ({}),
    afterwards: (tx, { workflowId }) => admitInTenant(tx, { tenantId, workflowId }),
    unfit: () =>
      UserProblem.conflict('run.not-paused', 'This run is not paused. Reload it to see how it stands.'),
  });
  return { id: input.id };
}
