import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { applyFact } from '@/core/engine/state';
import type { Fact, RunStatus } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';
import { closeDeadLetter } from '@/infra/db/run-store/dead-letters';
import { findRun } from '@/infra/db/run-store/read-runs';
import { keepKnownCall, type KeyedCall } from '@/infra/db/run-store/known-call';
import { AWAITED } from '@/infra/db/run-store/run-family';
import { takeBackRun } from '@/infra/db/run-store/take-back-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { letterNotOpen } from '@/services/dead-letters/letter-not-open';
import { answerOnce, keyedCall } from './answer-once';
import { demandStepsSaved } from './demand-steps-saved';
import { loadEndedRun } from './load-ended-run';

export interface ResumeRunInput {
  id: string;
  /** Chosen by the caller: a call that is made again under it does nothing, and is answered as the first one was. */
  idempotencyKey?: string | undefined;
  /** Why, for whoever looks at the failure later. */
  note?: string | undefined;
  /** Only while its failure waits for somebody. */
  onlyOpen?: boolean;
}

/**
 * Lets a run that failed or was cancelled go on where it ended, as the same run: what succeeded stays, answered effects
 * are replayed, and what is tried again carries the same idempotency keys. Of several at once one resumes it.
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.succeeded`, `run.called`, `run.log-gone`,
 * `run.steps-not-saved`, `run.not-resumable`,
 * `run.resumed-meanwhile`, `run.idempotency-conflict`, `run.too-many-queued`, `dead-letter.not-open`.
 */
export async function resumeRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: ResumeRunInput,
): Promise<{ id: string }> {
  demand(scope, 'run:start');
  const { id, idempotencyKey } = input;
  const call = idempotencyKey === undefined ? null : keyedCall(`resume:${id}`, idempotencyKey, null);
  return answerOnce(deps, scope, { call, work: () => takeBack(deps, scope, { ...input, call }) });
}

type Resume = ResumeRunInput & { call: KeyedCall | null };

async function takeBack(deps: ServiceDeps, scope: TenantScope, input: Resume): Promise<{ id: string }> {
  const { tenantId } = scope;
  const { run, plan, state } = await loadEndedRun(deps, tenantId, input.id);
  if (run.status === 'succeeded') throw hasSucceeded();
  if (run.flags.includes(AWAITED)) throw wasCalled(run.parentRunId);
  demandStepsSaved(state);
  const fact: Fact = { kind: 'run-resumed', at: deps.clock.now(), by: actorOf(scope), life: state.life };
  // The row and its log are read one after the other: a log that goes on tells that somebody was faster.
  if (!state.finished) throw resumedMeanwhile(run.status);
  if (!applyFact(plan, state, fact)) throw notResumable();
  const mostQueued = (await deps.db.limits.of(tenantId))['runs.queued'];
  const resumed = await deps.intake.takeBack({ tenantId, mode: run.mode, mostQueued }, () =>
    deps.db.withTenant(scope, (tx) => putBack(tx, scope, { ...input, was: run.status, fact })),
  );
  if (!resumed) throw resumedMeanwhile((await findRun(deps.db.app, tenantId, input.id))?.status ?? null);
  deps.hints.wake();
  return { id: input.id };
}

/** False: somebody was faster. */
async function putBack(
  tx: Tx,
  scope: TenantScope,
  { id: runId, was, fact, note, call, onlyOpen }: Resume & { was: RunStatus; fact: Fact },
): Promise<boolean> {
  const { tenantId } = scope;
  if (!(await takeBackRun(tx, { tenantId, runId, fact: JSON.stringify(fact) }))) return false;
  const details = { was, ...(note ? { note } : {}) };
  await recordAudit(tx, scope, { action: 'run.resume', targetKind: 'run', targetId: runId, details });
  const closed = await closeDeadLetter(tx, {
    ...{ tenantId, runId, resultRunId: runId, by: actorOf(scope) },
    handling: 'resumed',
    note: note || null,
  });
  if (call) await keepKnownCall(tx, { tenantId, runId, call });
  // Undoes all of it: somebody decided otherwise a moment ago.
  if (onlyOpen && !closed) throw letterNotOpen();
  return true;
}

function actorOf({ actor }: TenantScope): string {
  return `${actor.kind}:${actor.id}`;
}

function hasSucceeded(): UserProblem {
  return UserProblem.conflict(
    'run.succeeded',
    'This run has succeeded: there is nothing to resume. Run it again.',
  );
}

/** A caller that goes on calls again, and that begins where this run ended: resumed beside it, all would be done twice. */
function wasCalled(runId: string | null): UserProblem {
  return UserProblem.conflict(
    'run.called',
    'Another run called this one and waited for it. Resume that run: it goes on here, and does nothing twice. Or run this one again.',
    { runId },
  );
}

function notResumable(): UserProblem {
  return UserProblem.conflict(
    'run.not-resumable',
    'This run cannot go on where it ended. Run it again, with what has changed since.',
  );
}

function resumedMeanwhile(status: RunStatus | null): UserProblem {
  return UserProblem.conflict(
    'run.resumed-meanwhile',
    'Somebody else resumed this run a moment ago. Reload it to see how it stands.',
    { status },
  );
}
