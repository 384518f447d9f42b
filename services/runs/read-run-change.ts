import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { LiveEvent } from '@/core/contracts/live-event';
import { changedSince, projectSteps } from '@/core/engine/run-view';
import { applyFact, createRunState } from '@/core/engine/state';
import { UserProblem } from '@/core/errors/app-error';
import { findRunWithFacts } from '@/infra/db/run-store/read-runs';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import type { ServiceDeps } from '@/services/deps';
import { markReused } from './mark-reused';
import { planOf, showRunning, toRunSummary } from './run-projection';
import { showChildren } from './show-children';

/**
 * What a watcher that saw a run up to row `afterSeq` of its log has to be told: the run's head and the steps that
 * changed since. `afterSeq: -1` gives all steps.
 * @throws UserProblem `run.not-found`.
 */
export async function readRunChange(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  scope: TenantScope,
  input: { id: string; afterSeq: number },
): Promise<Extract<LiveEvent, { kind: 'run-changed' }>> {
  demand(scope, 'run:read');
  const found = await findRunWithFacts(deps.db.app, scope.tenantId, input.id);
  if (!found) throw UserProblem.notFound('run');
  const { plan } = await planOf(deps, scope.tenantId, found.run.graphHash);
  const state = createRunState(plan);
  let mark = 0;
  for (const row of found.rows) {
    for (const fact of row.facts) applyFact(plan, state, fact);
    if (row.seq <= input.afterSeq) mark = state.folded;
  }
  const changed = new Set(changedSince(plan, state, mark).map((step) => step.key));
  // That a step runs is no fact, so what runs right now is always told.
  const loaded = { run: found.run, plan, state };
  const running = showChildren(showRunning(projectSteps(plan, state), loaded), found.facts);
  const all = markReused(running, loaded);
  const steps =
    input.afterSeq < 0 ? all : all.filter((step) => changed.has(step.key) || step.status === 'running');
  return { kind: 'run-changed', seq: found.seq, run: toRunSummary(found.run), steps };
}

/** Ids of this workflow's runs that are newer than `afterRunId` or still live, newest first, `limit` at most. */
export async function listRecentRunIds(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  input: { workflowId: string; limit: number },
): Promise<string[]> {
  demand(scope, 'run:read');
  return readAsTenant(deps.db.app, scope.tenantId, async (client) => {
    const { rows } = await client.query<{ id: string }>({
      name: 'recent-run-ids',
      text: `select id from (
          (select id from run_live where tenant_id = $1 and workflow_id = $2 order by id desc limit $3)
          union all (select id from runs where tenant_id = $1 and workflow_id = $2 order by id desc limit $3)
        ) r order by id desc limit $3`,
      values: [scope.tenantId, input.workflowId, input.limit],
    });
    return rows.map((row) => row.id);
  });
}
