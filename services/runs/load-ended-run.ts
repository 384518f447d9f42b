import { foldFacts } from '@/core/engine/state';
import { UserProblem } from '@/core/errors/app-error';
import { findRunWithFacts } from '@/infra/db/run-store/read-runs';
import type { ServiceDeps } from '@/services/deps';
import { planOf, type LoadedRun } from './run-projection';

/**
 * A run that is over, with its log, to do something with it again.
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.log-gone`.
 */
export async function loadEndedRun(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  tenantId: string,
  runId: string,
): Promise<LoadedRun> {
  const found = await findRunWithFacts(deps.db.app, tenantId, runId);
  if (!found) throw UserProblem.notFound('run');
  if (found.run.finishedAt === null) {
    throw UserProblem.conflict(
      'run.still-live',
      'This run has not ended yet. Wait for its end, or cancel it.',
      {
        status: found.run.status,
      },
    );
  }
  if (found.facts.length === 0) {
    throw UserProblem.conflict(
      'run.log-gone',
      'What this run did is not kept any more. Start the workflow anew.',
    );
  }
  const { graph, plan } = await planOf(deps, tenantId, found.run.graphHash);
  return { ...found, graph, plan, state: foldFacts(plan, found.facts) };
}
