import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { pauseLiveRun } from '@/infra/db/run-store/pause-run';
import type { ServiceDeps } from '@/services/deps';
import { steerLiveRun } from './steer-live-run';

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
  await steerLiveRun(deps, scope, {
    runId: input.id,
    action: 'run.pause',
    fact: { kind: 'run-paused', at: deps.clock.now(), by: `${scope.actor.kind}:${scope.actor.id}` },
    write: pauseLiveRun,
    details: ({ held }) => ({ running: held }),
    unfit: () =>
      UserProblem.conflict(
        'run.not-pausable',
        'This run cannot be paused: it is being cancelled, or its turn has not come. Reload it to see how it stands.',
      ),
  });
  return { id: input.id };
}
