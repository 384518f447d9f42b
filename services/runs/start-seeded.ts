import type { TenantScope } from '@/core/access/tenant-scope';
import type { Plan } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';
import { closeDeadLetter, lockOpenDeadLetter } from '@/infra/db/run-store/dead-letters';
import { findStartable, type StartableWorkflow } from '@/infra/db/run-store/find-startable';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import { readAsTenant } from '@/infra/db/run-store/read-as-tenant';
import { letterNotOpen } from '@/services/dead-letters/letter-not-open';
import type { ServiceDeps } from '@/services/deps';
import { idempotencyConflict } from './answer-once';
import { buildSeededRun, type SeededRunInput } from './seed-run';

/** The workflow that an earlier run was one of. @throws UserProblem `workflow.not-found`. */
export async function startableOf(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  workflowId: string,
): Promise<StartableWorkflow> {
  const found = await readAsTenant(deps.db.app, scope.tenantId, (client) =>
    findStartable(client, { tenantId: scope.tenantId, workflowId, version: null }),
  );
  if (!found) throw UserProblem.notFound('workflow');
  return found;
}

export interface SeededStart extends Pick<SeededRunInput, 'how' | 'started' | 'facts' | 'dedup'> {
  id: string;
  startable: StartableWorkflow;
  plan: Plan;
  graphHash: string;
  /** null = the draft. */
  version: number | null;
  parentRunId: string | null;
  /** Why, for whoever looks at the failure of the parent later. */
  note?: string | undefined;
  /** Only while the failure of the parent waits for somebody. */
  onlyOpen?: boolean | undefined;
}

/** Accepts the run; it is durable once this resolves. A failure of the parent that waited for somebody is handled by it. */
export async function startSeeded(
  deps: ServiceDeps,
  scope: TenantScope,
  start: SeededStart,
): Promise<{ id: string }> {
  const { id, startable, how, started, facts, dedup = null } = start;
  const run = await buildSeededRun(deps, {
    how,
    started,
    facts,
    limits: await deps.db.limits.of(scope.tenantId),
    dedup,
    run: {
      id,
      tenantId: scope.tenantId,
      projectId: startable.projectId,
      workflowId: startable.workflowId,
      version: start.version,
      graphHash: start.graphHash,
      triggerNode: started.trigger,
      triggerKind: start.plan.nodes.get(started.trigger)?.definition.trigger ?? null,
      retentionClass: startable.retentionClass,
      parentRunId: start.parentRunId,
      startedBy: `${scope.actor.kind}:${scope.actor.id}`,
    },
  });
  if (start.parentRunId === null || start.version === null) return acceptRun(deps, run);
  const failure = { ...start, parentRunId: start.parentRunId };
  if (start.onlyOpen) return acceptIfOpen(deps, scope, { run, failure });
  const accepted = await acceptRun(deps, run);
  await deps.db.withTenant(scope, (tx) => closeLetterOf(tx, scope, { ...failure, resultRunId: accepted.id }));
  return accepted;
}

/** With a key: the run that was started under it first. @throws UserProblem `run.idempotency-conflict`. */
async function acceptRun(deps: ServiceDeps, run: NewRun): Promise<{ id: string }> {
  const { kind, runId } = await deps.intake.start(run);
  if (kind === 'conflict') throw idempotencyConflict(runId);
  return { id: runId };
}

interface Failure {
  parentRunId: string;
  note?: string | undefined;
}

/** The letter is held meanwhile: of several people who handle it at once, one does. */
async function acceptIfOpen(
  deps: ServiceDeps,
  scope: TenantScope,
  { run, failure }: { run: NewRun; failure: Failure },
): Promise<{ id: string }> {
  return deps.db.withTenant(scope, async (tx) => {
    const { tenantId } = scope;
    if (!(await lockOpenDeadLetter(tx, { tenantId, runId: failure.parentRunId }))) throw letterNotOpen();
    const accepted = await acceptRun(deps, run);
    await closeLetterOf(tx, scope, { ...failure, resultRunId: accepted.id });
    return accepted;
  });
}

async function closeLetterOf(
  tx: Tx,
  scope: TenantScope,
  { parentRunId, resultRunId, note }: Failure & { resultRunId: string },
): Promise<void> {
  await closeDeadLetter(tx, {
    ...{ tenantId: scope.tenantId, runId: parentRunId, resultRunId },
    handling: 'retried',
    by: `${scope.actor.kind}:${scope.actor.id}`,
    note: note || null,
  });
}
