import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Json } from '@/core/items/item';
import { sanitise } from '@/core/items/sanitise';
import { findRun } from '@/infra/db/run-store/read-runs';
import { resolveWait } from '@/infra/db/run-store/steer-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { demandInline } from './demand-inline';

export interface DecideDoubtInput {
  id: string;
  /** Step key. */
  step: string;
  /** `repeat` under the same idempotency key; `done`: it did happen, go on with `result`; `fail`: the step failed. */
  decision: 'repeat' | 'done' | 'fail';
  result?: Json | undefined;
  /** Why. Kept in the audit log. */
  note?: string | undefined;
}

/**
 * Decides what becomes of a write whose outcome nobody knows. The first decision counts.
 * @throws UserProblem `run.not-found`, `run.nothing-to-decide`, `run.payload-too-large`.
 */
export async function decideDoubt(
  deps: ServiceDeps,
  scope: TenantScope,
  input: DecideDoubtInput,
): Promise<{ id: string }> {
  demand(scope, 'run:decide');
  const by = `${scope.actor.kind}:${scope.actor.id}`;
  const result = sanitise(input.result ?? null).value;
  await demandInline(deps, scope, result);
  const decided = await deps.db.withTenant(scope, async (tx) => {
    const done = await resolveWait(tx, {
      tenantId: scope.tenantId,
      runId: input.id,
      stepKey: input.step,
      kind: 'decision',
      resolution: { decision: input.decision, result },
      by,
    });
    if (done) {
      await recordAudit(tx, scope, {
        action: 'run.decide',
        targetKind: 'run',
        targetId: input.id,
        details: { step: input.step, decision: input.decision, ...(input.note ? { note: input.note } : {}) },
      });
    }
    return done;
  });
  if (!decided) {
    if (!(await findRun(deps.db.app, scope.tenantId, input.id))) throw UserProblem.notFound('run');
    throw UserProblem.conflict(
      'run.nothing-to-decide',
      'Nothing waits for a decision at this step any more. Reload the run to see how it stands.',
    );
  }
  deps.hints.wake();
  return { id: input.id };
}
