import type { Permission } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { AuditAction } from '@/core/contracts/audit';
import { MAX_HANDLED, type HandledLetters } from '@/core/contracts/dead-letters';
import { isAppError, UserProblem } from '@/core/errors/app-error';
import { closeDeadLetter } from '@/infra/db/run-store/dead-letters';
import { listStoredDeadLetters, type StoredDeadLetter } from '@/infra/db/run-store/read-dead-letters';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { resumeRun } from '@/services/runs/resume-run';
import { retryRun } from '@/services/runs/retry-run';
import { cursorAfter } from './list-dead-letters';
import { letterNotOpen } from './letter-not-open';
import { toQuery, type DeadLetterFilters } from './to-query';

/**
 * `resume`: the same run goes on where it failed, on its own version. `retry`: a new run on the published version, which
 * keeps what succeeded. `discard`: nothing runs; the failure counts as looked at.
 */
export type HandleAction = 'resume' | 'retry' | 'discard';

export interface HandleInput {
  action: HandleAction;
  /** A hundred at most; one named twice counts once. */
  runIds?: readonly string[] | undefined;
  /** All open ones that match, a hundred for each call. */
  match?: Omit<DeadLetterFilters, 'status' | 'cursor' | 'runIds'> | undefined;
  /** `nextCursor` of the call before. */
  cursor?: string | undefined;
  /** Why. Kept with the letter. */
  note?: string | undefined;
}

const NEEDS: Record<HandleAction, Permission> = {
  resume: 'run:start',
  retry: 'run:start',
  discard: 'run:decide',
};
/** Done side by side, so that a hundred take seconds and no pool is emptied. */
const AT_ONCE = 4;

type Result = HandledLetters['results'][number];

/**
 * Does the same with many open dead letters; each for itself, so one that cannot be done keeps no other from being done
 * and stays open. Safe to repeat: what is handled already is not handled again.
 * @throws UserProblem `input.invalid`, `list.bad-cursor`.
 */
export async function handleDeadLetters(
  deps: ServiceDeps,
  scope: TenantScope,
  input: HandleInput,
): Promise<HandledLetters> {
  demand(scope, NEEDS[input.action]);
  const { runIds, match } = input;
  if ((runIds === undefined) === (match === undefined)) {
    throw new UserProblem('input.invalid', 'Say which runs: give runIds or match.');
  }
  const query = toQuery({ ...match, runIds, cursor: input.cursor }, MAX_HANDLED);
  const { letters, hasMore } = await listStoredDeadLetters(deps.db.app, scope.tenantId, query);
  const known = new Set(letters.map((letter) => letter.runId));
  const missing = [...new Set(runIds ?? [])].filter((id) => !known.has(id)).map(notOpen);
  const results =
    input.action === 'discard'
      ? await discardAll(deps, scope, { letters, note: input.note })
      : await runAll(deps, scope, { letters, action: input.action, note: input.note });
  const last = letters.at(-1);
  return { results: [...results, ...missing], nextCursor: hasMore && last ? cursorAfter(last) : null };
}

interface Work {
  letters: readonly StoredDeadLetter[];
  note: string | undefined;
}

async function discardAll(deps: ServiceDeps, scope: TenantScope, { letters, note }: Work): Promise<Result[]> {
  if (letters.length === 0) return [];
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  return deps.db.withTenant(scope, async (tx) => {
    const results: Result[] = [];
    for (const { runId } of letters) {
      const closed = await closeDeadLetter(tx, {
        ...{ tenantId: scope.tenantId, runId, by },
        handling: 'discarded',
        note: note || null,
        resultRunId: null,
      });
      results.push(closed ? { runId, ok: true, resultRunId: null } : notOpen(runId));
    }
    await auditHandled(tx, scope, { action: 'dead-letter.discard', results, note });
    return results;
  });
}

async function runAll(
  deps: ServiceDeps,
  scope: TenantScope,
  { letters, action, note }: Work & { action: 'resume' | 'retry' },
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < letters.length; from += AT_ONCE) {
    const some = letters.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map((letter) => runOne(deps, scope, { letter, action, note })))));
  }
  // Each resume is audited with its run; a retry starts a run, which is not, so that it was asked for is.
  if (action === 'retry' && results.some((result) => result.ok)) {
    await deps.db.withTenant(scope, (tx) =>
      auditHandled(tx, scope, { action: 'dead-letter.retry', results, note }),
    );
  }
  return results;
}

async function runOne(
  deps: ServiceDeps,
  scope: TenantScope,
  {
    letter,
    action,
    note,
  }: { letter: StoredDeadLetter; action: 'resume' | 'retry'; note: string | undefined },
): Promise<Result> {
  const { runId, failures } = letter;
  try {
    const { id } =
      action === 'resume'
        ? await resumeRun(deps, scope, { id: runId, note, onlyOpen: true })
        : await retryRun(deps, scope, {
            ...{ id: runId, mode: 'failed', on: 'published', note },
            // A call whose answer was lost is made again: this failure is retried once.
            onceKey: `${runId}:${failures}`,
            onlyOpen: true,
          });
    return { runId, ok: true, resultRunId: id };
  } catch (error) {
    if (!isAppError(error) || error.family === 'bug') {
      deps.log.error(
        { err: error, code: 'dead-letter.failed', runId },
        'A dead letter could not be handled.',
      );
      return {
        runId,
        ok: false,
        error: { code: 'internal', message: 'Something went wrong on our side.' },
      };
    }
    return { runId, ok: false, error: { code: error.code, message: error.message } };
  }
}

async function auditHandled(
  tx: Parameters<typeof recordAudit>[0],
  scope: TenantScope,
  { action, results, note }: { action: AuditAction; results: readonly Result[]; note: string | undefined },
): Promise<void> {
  const runs = results.filter((result) => result.ok).map((result) => result.runId);
  if (runs.length === 0) return;
  await recordAudit(tx, scope, {
    action,
    targetKind: 'run',
    targetId: runs.length === 1 ? (runs[0] ?? null) : null,
    details: { runs, ...(note ? { note } : {}) },
  });
}

function notOpen(runId: string): Result {
  const { code, message } = letterNotOpen();
  return { runId, ok: false, error: { code, message } };
}
