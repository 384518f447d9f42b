import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { LiveEvent } from '@/core/contracts/live-event';
import { changedSince, projectSteps } from '@/core/engine/run-view';
import { applyFact, createRunState } from '@/core/engine/state';
import type { Plan } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { findRunsWithFacts, type RunWithLog } from '@/infra/db/run-store/read-runs';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import type { ServiceDeps } from '@/services/deps';
import { markReused } from './mark-reused';
import { planOf, showRunning, stepsSavedOf, toRunSummary } from './run-projection';
import { showChildren } from './show-children';

export type RunChange = Extract<LiveEvent, { kind: 'run-changed' }>;

/** A run, and the row of its log up to which somebody has seen it. `afterSeq: -1`: nothing yet. */
export interface SeenRun {
  id: string;
  afterSeq: number;
}

/**
 * What a watcher that saw a run up to row `afterSeq` of its log has to be told: the run's head and the steps that
 * changed since. `afterSeq: -1` gives all steps.
 * @throws UserProblem `run.not-found`.
 */
export async function readRunChange(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  scope: TenantScope,
  input: SeenRun,
): Promise<RunChange> {
  demand(scope, 'run:read');
  const [change] = await readRunChanges(deps, scope, [input]);
  if (!change) throw UserProblem.notFound('run');
  return change;
}

/** The same for several at once, in the same order; null for a run that this tenant does not have. */
export async function readRunChanges(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  scope: TenantScope,
  wanted: readonly SeenRun[],
): Promise<(RunChange | null)[]> {
  demand(scope, 'run:read');
  const { tenantId } = scope;
  const ids = [...new Set(wanted.map(({ id }) => id))];
  const found = new Map(
    (await findRunsWithFacts(deps.db.app, tenantId, ids)).map((one) => [one.run.id, one]),
  );
  return Promise.all(
    wanted.map(async ({ id, afterSeq }) => {
      const one = found.get(id);
      if (!one) return null;
      const { plan } = await planOf(deps, tenantId, one.run.graphHash);
      return changeOf(plan, one, afterSeq);
    }),
  );
}

function changeOf(plan: Plan, { run, rows }: RunWithLog, afterSeq: number): RunChange {
  const state = createRunState(plan);
  let mark = 0;
  for (const row of rows) {
    for (const fact of row.facts) applyFact(plan, state, fact);
    if (row.seq <= afterSeq) mark = state.folded;
  }
  const changed = new Set(changedSince(plan, state, mark).map((step) => step.key));
  // That a step runs is no fact, so what runs right now is always told.
  const loaded = { run, plan, state };
  const facts = rows.flatMap((row) => row.facts);
  const running = showChildren(showRunning(projectSteps(plan, state), loaded), facts);
  const all = markReused(running, loaded);
  const saved = stepsSavedOf(state);
  // What was seen of steps that are not kept is no longer so: what stays is told as a whole.
  const tellsAll = afterSeq < 0 || saved.stepsSaved === false;
  const steps = tellsAll ? all : all.filter((step) => changed.has(step.key) || step.status === 'running');
  const head = { ...toRunSummary(run), ...saved };
  return { kind: 'run-changed', seq: rows.at(-1)?.seq ?? 0, run: head, steps };
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

/**
 * Ids of this workflow's runs that began, ended or went on since a moment, newest first, `limit` at most. Of runs that
 * ended, the newest two thousand are looked at.
 */
export async function listMissedRunIds(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  input: { workflowId: string; sinceMs: number; limit: number },
): Promise<string[]> {
  demand(scope, 'run:read');
  return readAsTenant(deps.db.app, scope.tenantId, async (client) => {
    const { rows } = await client.query<{ id: string }>({
      name: 'missed-run-ids',
      text: `select id from (
          (select l.id from run_live l where l.tenant_id = $1 and l.workflow_id = $2
            and (l.created_at >= to_timestamp($3 / 1000.0)
              or exists (select from run_facts f where f.tenant_id = $1 and f.run_id = l.id
                and f.at >= to_timestamp($3 / 1000.0)))
            order by l.id desc limit $4)
          union all
          (select id from (
              select id, finished_at from runs where tenant_id = $1 and workflow_id = $2 order by id desc limit 2000
            ) ended where finished_at >= to_timestamp($3 / 1000.0) limit $4)
        ) r order by id desc limit $4`,
      values: [scope.tenantId, input.workflowId, input.sinceMs, input.limit],
    });
    return rows.map((row) => row.id);
  });
}
