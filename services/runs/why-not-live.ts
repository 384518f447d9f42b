import { UserProblem } from '@/core/errors/app-error';
import { findRun } from '@/infra/db/run-store/read-runs';
import type { ServiceDeps } from '@/services/deps';

/** Why nothing can be done with a live run of that id: it has ended, or was never there. */
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
