import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import { findRun } from '@/infra/db/run-store/read-runs';
import type { ServiceDeps } from '@/services/deps';
import { shownGraph } from '@/services/workflows/shown-graph';
import { planOf } from './run-projection';

/** The graph as the run saw it. @throws UserProblem `run.not-found`. */
export async function getRunGraph(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<Graph> {
  demand(scope, 'run:read');
  const run = await findRun(deps.db.app, scope.tenantId, input.id);
  if (!run) throw UserProblem.notFound('run');
  return shownGraph(deps, scope, (await planOf(deps, scope.tenantId, run.graphHash)).graph);
}
