import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { applyFact } from '@/core/engine/state';
import type { Fact, RunStatus } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import { closeDeadLetter } from '@/infra/db/run-store/dead-letters';
import { findRun } from '@/infra/db/run-store/read-runs';
import { keepKnownCall, type KeyedCall } from '@/infra/db/run-store/known-call';
import { takeBackRun } from '@/infra/db/run-store/take-back-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { letterNotOpen } from '@/services/dead-letters/letter-not-open';
import { answerOnce, keyedCall } from './answer-once';
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
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.succeeded`, `run.log-gone`, `run.not-resumable`,
 * `run.resumed-meanwhile`, `dead-letter.not-open`.
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

async function takeBack(
  deps: ServiceDeps,
  scope: TenantScope,
  input: ResumeRunInput & { call: KeyedCall | null },
): Promise<{ id: string }> {
  const { run, plan, state } = await loadEndedRun(deps, scope.tenantId, input.id);
  if (run.status === 'succeeded') throw hasSucceeded();
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  const fact: Fact = { kind: 'run-resumed', at: deps.clock.now(), by, life: state.life };
  // The row and its log are read one after the other: a log that goes on tells that somebody was faster.
  if (!state.finished) throw resumedMeanwhile(run.status);
  if (!applyFact(plan, state, fact)) throw notResumable();
  const resumed = await deps.db.withTenant(scope, async (tx) => {
    const done = await takeBackRun(tx, {
      tenantId: scope.tenantId,
      runId: input.id,
      fact: JSON.stringify(fact),
    });
    if (done) {
      const target = { targetKind: 'run', targetId: input.id };
      await recordAudit(tx, scope, {
        ...{ action: 'run.resume', ...target },
        details: { was: run.status, ...(input.note ? { note: input.note } : {}) },
      });
      const closed = await closeDeadLetter(tx, {
        ...{ tenantId: scope.tenantId, runId: input.id, resultRunId: input.id, by },
        handling: 'resumed',
        note: input.note || null,
      });
      if (input.call)
        await keepKnownCall(tx, { tenantId: scope.tenantId, runId: input.id, call: input.call });
      // Undoes all of it: somebody decided otherwise a moment ago.
      if (input.onlyOpen && !closed) throw letterNotOpen();
    }
    return done;
  });
  if (!resumed)
    throw resumedMeanwhile((await findRun(deps.db.app, scope.tenantId, input.id))?.status ?? null);
  deps.hints.wake();
  return { id: input.id };
}

function hasSucceeded(): UserProblem {
  return UserProblem.conflict(
    'run.succeeded',
    'This run has succeeded: there is nothing to resume. Run it again.',
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
