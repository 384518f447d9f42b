import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { Graph } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { Problem } from '@/core/errors/problem';
import { isPublishable } from '@/core/graph/validate-graph';
import type { Tx } from '@/infra/db/database';
import { lockDraft } from '@/infra/db/repositories/drafts';
import { insertGraph } from '@/infra/db/repositories/graphs';
import { setGate } from '@/infra/db/run-store/gates';
import { databaseNow, replaceTriggers } from '@/infra/db/repositories/triggers';
import { findVersion, insertVersion } from '@/infra/db/repositories/versions';
import { setPublishedVersion } from '@/infra/db/repositories/workflows';
import type { WorkflowKey } from '@/infra/db/repositories/workflows';
import { recordAudit } from '@/services/audit/record-audit';
import type { WorkflowDeps } from './workflow-deps';
import { hashGraph, readStoredGraph } from './draft-content';
import { findProblems, webhookNodes } from './find-problems';
import { triggersOf } from './triggers-of';

/**
 * Makes the draft an immutable version and switches the triggers to it, all in one transaction: published and
 * registered cannot differ. A draft that is published already gives its version again.
 * @throws UserProblem `workflow.not-found`, `workflow.has-problems` (422, with all problems), `version.too-many`.
 */
export async function publishWorkflow(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { id: string; note?: string | undefined },
): Promise<{ version: number }> {
  demand(scope, 'workflow:publish');
  const key = { tenantId: scope.tenantId, workflowId: input.id };
  let graph: Graph | undefined;
  try {
    const version = await deps.db.withTenant(scope, async (tx) => {
      const row = await lockDraft(tx, key);
      if (!row) throw UserProblem.notFound('workflow');
      graph = readStoredGraph(row.graph);
      const problems = await findProblems(deps, tx, { key, graph });
      if (!isPublishable(problems)) throw hasProblems(problems);
      const current =
        row.publishedVersion === null ? undefined : await findVersion(tx, key, row.publishedVersion);
      const graphHash = hashGraph(graph);
      if (current?.graphHash === graphHash) return current.number;
      return publish(deps, scope, { tx, key, graph, graphHash, note: input.note ?? null });
    });
    await deps.bus.publish('heddle_routes', scope.tenantId);
    return { version };
  } catch (error) {
    // Two workflows published at once with the same address: the unique key saw it, the check before did not.
    if (graph && isUniqueViolation(error)) throw await takenMeanwhile(deps, scope, { key, graph });
    throw error;
  }
}

async function publish(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { tx: Tx; key: WorkflowKey; graph: Graph; graphHash: string; note: string | null },
): Promise<number> {
  const { tx, key, graph, graphHash, note } = input;
  const at = new Date(deps.clock.now());
  await insertGraph(tx, { tenantId: key.tenantId, hash: graphHash, graph, at });
  const version = await insertVersion(tx, key, { graphHash, note, createdBy: scope.actor.id, at });
  const { 'workflow.versions': most } = await deps.db.limits.of(key.tenantId);
  if (version > most) throw tooManyVersions(most);
  const triggers = triggersOf(deps, graph, {
    webhooks: webhookNodes(deps, graph),
    nowMs: await databaseNow(tx),
  });
  await replaceTriggers(tx, key, { version, ...triggers });
  await setPublishedVersion(tx, key, { version, at });
  await setGate(tx, key, graph.settings.concurrency);
  await recordAudit(tx, scope, {
    action: 'workflow.publish',
    targetKind: 'workflow',
    targetId: key.workflowId,
    details: { version, graphHash },
  });
  return version;
}

async function takenMeanwhile(
  deps: WorkflowDeps,
  scope: TenantScope,
  input: { key: WorkflowKey; graph: Graph },
): Promise<UserProblem> {
  return hasProblems(await deps.db.withTenant(scope, (tx) => findProblems(deps, tx, input)));
}

function tooManyVersions(most: number): UserProblem {
  return UserProblem.conflict(
    'version.too-many',
    `A workflow holds at most ${most} versions. Duplicate it and go on in the copy, or ask an admin to raise the limit.`,
    { limit: most },
  );
}

function hasProblems(problems: readonly Problem[]): UserProblem {
  return new UserProblem(
    'workflow.has-problems',
    'The workflow has problems that keep it from being published. Mend them first.',
    { status: 422, details: { problems } },
  );
}

function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002';
}
