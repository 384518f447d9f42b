/**
 * From rows and facts to what people see. One plan cache for each set of dependencies, so opening the same run twice
 * compiles its graph once.
 */
import {
  ERROR_WORKFLOW_FAULTS,
  STARTED_HOW,
  type ErrorWorkflowFault,
  type RunStepView,
  type RunSummary,
} from '@/core/contracts/run-view';
import { decide } from '@/core/engine/decide';
import { foldFacts } from '@/core/engine/state';
import type { Fact, RunState } from '@/core/engine/types';
import { Bug, UserProblem } from '@/core/errors/app-error';
import { findGraph } from '@/infra/db/run-store/read-graph';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import { findRunWithFacts, type StoredRun } from '@/infra/db/run-store/read-runs';
import { AWAITED } from '@/infra/db/run-store/run-family';
import type { ServiceDeps } from '@/services/deps';
import { createPlanCache, type CompiledGraph, type PlanCache } from './plan-cache';

const caches = new WeakMap<ServiceDeps['db'], PlanCache>();

/** The compiled graph a run of this tenant ran on. */
export function planOf(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  tenantId: string,
  hash: string,
): Promise<CompiledGraph> {
  let cache = caches.get(deps.db);
  if (!cache) {
    cache = createPlanCache({
      catalog: deps.catalog,
      capacity: 200,
      load: (tenant, wanted) =>
        readAsTenant(deps.db.app, tenant, (client) => findGraph(client, tenant, wanted)),
    });
    caches.set(deps.db, cache);
  }
  return cache.get(tenantId, hash);
}

export interface LoadedRun extends CompiledGraph {
  run: StoredRun;
  facts: Fact[];
  state: RunState;
  /** Last row of the log that was read. */
  seq: number;
}

/** A run with its folded state. @throws UserProblem `run.not-found`. */
export async function loadRun(
  deps: Pick<ServiceDeps, 'db' | 'catalog'>,
  tenantId: string,
  runId: string,
): Promise<LoadedRun> {
  const found = await findRunWithFacts(deps.db.app, tenantId, runId);
  if (!found) throw UserProblem.notFound('run');
  const { graph, plan } = await planOf(deps, tenantId, found.run.graphHash);
  if (found.facts.length === 0)
    throw new Bug('run.no-facts', 'The log of this run is gone.', { details: { runId } });
  return { ...found, graph, plan, state: foldFacts(plan, found.facts) };
}

/**
 * Steps as people see them. A step the engine would start is shown as running while a worker holds the run: facts say
 * how a step ended, not that it began.
 */
export function showRunning(
  steps: readonly RunStepView[],
  loaded: Pick<LoadedRun, 'run' | 'plan' | 'state'>,
): RunStepView[] {
  if (!loaded.run.held) return [...steps];
  const started = new Set(
    decide(loaded.plan, loaded.state).flatMap((c) => (c.kind === 'start-step' ? [c.step] : [])),
  );
  return steps.map((step) =>
    step.status === 'queued' && started.has(step.key) ? { ...step, status: 'running' } : step,
  );
}

/** Says of a run that it kept nothing of its steps; nothing of any other. */
export function stepsSavedOf({ finished }: RunState): Pick<RunSummary, 'stepsSaved'> {
  return finished?.stepsForgotten === true ? { stepsSaved: false } : {};
}

/** The head of a run, as lists and live events show it. */
export function toRunSummary(run: StoredRun): RunSummary {
  return {
    id: run.id,
    workflowId: run.workflowId,
    workflowName: run.workflowName,
    version: run.version,
    status: run.status,
    trigger: run.trigger,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    durationMs: run.finishedAt
      ? Math.max(0, run.finishedAt.getTime() - (run.startedAt ?? run.createdAt).getTime())
      : null,
    triggerType: run.triggerKind === 'workflow' ? 'sub-workflow' : run.triggerKind,
    parentRunId: run.parentRunId,
    ...(run.flags.includes(AWAITED) ? { goesOnWithCaller: true as const } : {}),
    startedHow: STARTED_HOW.find((how) => run.flags.includes(`started:${how}`)) ?? null,
    error: run.error
      ? {
          code: run.error.code,
          message: run.error.message,
          nodeId: run.error.nodeId,
          nodeName: run.error.nodeName,
          ...notStartedOf(run.error),
          ...(run.error.details ? { details: run.error.details } : {}),
          ...(run.error.itemIndex === undefined ? {} : { itemIndex: run.error.itemIndex }),
        }
      : null,
  };
}

/** What the row of a failed run says of its error workflow. */
function notStartedOf(error: object): { errorWorkflowNotStarted?: ErrorWorkflowFault } {
  const said = 'errorWorkflowNotStarted' in error ? error.errorWorkflowNotStarted : undefined;
  const fault = ERROR_WORKFLOW_FAULTS.find((known) => known === said);
  return fault === undefined ? {} : { errorWorkflowNotStarted: fault };
}
