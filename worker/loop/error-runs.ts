/**
 * The error workflow: when a production run fails, the flush that says so also starts a run of the workflow that its
 * settings name. A run that was started so starts no other one.
 */
import type { ErrorWorkflowFault } from '@/core/contracts/run-view';
import type { Fact, Plan } from '@/core/engine/types';
import type { JsonObject } from '@/core/items/item';
import { sleep } from '@/infra/clock/clock';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import { findTrigger, makeChild } from './child-runs';
import { isAway } from './flusher';
import type { CallableDeps } from './callable-deps';

export interface ErrorRuns {
  /**
   * The run that is to be told, or why it could not be started; null when nobody is to be told. Never throws: the
   * failure itself has to be recorded.
   */
  prepare(failed: FailedRun): Promise<{ run: ChildRun } | { notStarted: ErrorWorkflowFault } | null>;
}

export interface FailedRun {
  row: ClaimedRun;
  plan: Plan;
  finished: Extract<Fact, { kind: 'run-finished' }>;
}

const STARTED_BY_ERROR = 'error-workflow';
/** A database that is away is asked again this often. */
const AWAY_RETRY_MS = 250;

export function createErrorRuns(deps: CallableDeps & { publicUrl: string }): ErrorRuns {
  async function prepare(
    failed: FailedRun,
    workflowId: string,
  ): Promise<{ run: ChildRun } | { notStarted: ErrorWorkflowFault }> {
    const { row } = failed;
    const [found, origin] = await Promise.all([
      deps.store.findStartable({ tenantId: row.tenantId, workflowId, version: null }),
      deps.store.findRunOrigin(row),
    ]);
    if (!found || found.graphHash === null || !origin)
      return notStarted(failed, 'not-published', 'It is not published.');
    const { graphHash } = found;
    const trigger = await findTrigger(deps.plans, { tenantId: row.tenantId, graphHash, kind: 'error' });
    if (!trigger) return notStarted(failed, 'no-trigger', 'It has no error trigger.');
    const child = await makeChild(deps, {
      row,
      callable: {
        workflowId: found.workflowId,
        projectId: found.projectId,
        version: found.version,
        graphHash,
        retentionClass: found.retentionClass,
        trigger,
      },
      items: [{ json: reportOf(failed, { ...origin, publicUrl: deps.publicUrl }) }],
      depth: depthOf(row) + 1,
    });
    return { run: { ...child, startedBy: STARTED_BY_ERROR, flags: ['started:error'] } };
  }

  function notStarted({ row }: FailedRun, fault: ErrorWorkflowFault, why: string) {
    deps.log.warn(
      { code: 'error-workflow.not-started', runId: row.id },
      `The error workflow was not started. ${why}`,
    );
    return { notStarted: fault };
  }

  return {
    async prepare(failed) {
      const { row, plan, finished } = failed;
      const workflowId = plan.settings.errorWorkflow;
      const counts = workflowId !== null && finished.status === 'failed' && row.mode === 'production';
      if (!counts || row.startedBy === STARTED_BY_ERROR) return null;
      for (;;) {
        try {
          const { 'run.depth': maxDepth } = await deps.limitsOf(row.tenantId);
          if (depthOf(row) >= maxDepth)
            return notStarted(failed, 'too-deep', 'Too many workflows started one another.');
          return await prepare(failed, workflowId);
        } catch (error) {
          if (!isAway(error)) return notStarted(failed, 'other', error instanceof Error ? error.message : '');
          await sleep(deps.clock, AWAY_RETRY_MS);
        }
      }
    },
  };
}

/** How many runs started one another until this one. */
export function depthOf(row: Pick<ClaimedRun, 'facts'>): number {
  const [first] = row.facts;
  return first?.kind === 'run-started' ? (first.depth ?? 0) : 0;
}

function reportOf(
  { row, plan, finished }: FailedRun,
  origin: { workflowName: string; tenantSlug: string; publicUrl: string },
): JsonObject {
  const { error } = finished;
  const trigger = plan.nodes.get(row.triggerNode);
  const url = `${origin.publicUrl}/t/${origin.tenantSlug}/runs/${row.id}`;
  const { code = 'run.failed', message = '', nodeName = null } = error ?? {};
  return {
    workflow: { id: row.workflowId, name: origin.workflowName },
    run: {
      ...{ id: row.id, url, error: { code, message, nodeName } },
      startedAt: (row.startedAt ?? row.createdAt).toISOString(),
      mode: row.mode,
    },
    // The same under the names that error workflows of n8n read.
    execution: {
      ...{ id: row.id, url, mode: row.mode, lastNodeExecuted: nodeName },
      error: { name: code, message, node: { name: nodeName }, stack: `${code}: ${message}` },
    },
    trigger: { nodeId: row.triggerNode, nodeName: trigger?.name ?? null, type: trigger?.type ?? null },
  };
}
