import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { namedSignal } from '@/core/engine/signals';
import { UserProblem } from '@/core/errors/app-error';
import type { Json } from '@/core/items/item';
import { sanitise } from '@/core/items/sanitise';
import { sendSignal } from '@/infra/db/run-store/signal-run';
import type { ServiceDeps } from '@/services/deps';
import { recordAudit } from '@/services/audit/record-audit';
import { demandInline } from './demand-inline';
import { whyNotLive } from './why-not-live';

export interface SignalRunInput {
  id: string;
  /** As the waiting step names it. */
  name: string;
  payload?: Json | undefined;
}

/** `delivered` is false when nothing waits for it yet: it is kept for the first step that does. */
export interface SentSignal {
  id: string;
  delivered: boolean;
}

/**
 * Sends a run a named signal. A step that waits for it goes on with the payload; a signal that comes before is kept,
 * in order, until a step waits for it or the run ends.
 * @throws UserProblem `run.not-found`, `run.over`, `run.too-many-signals`, `run.payload-too-large`.
 */
export async function signalRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: SignalRunInput,
): Promise<SentSignal> {
  demand(scope, 'run:decide');
  const run = { tenantId: scope.tenantId, runId: input.id };
  const payload = sanitise(input.payload ?? null).value;
  await demandInline(deps, scope, payload);
  const mostKept = (await deps.db.limits.of(scope.tenantId))['run.kept-signals'];
  const outcome = await deps.db.withTenant(scope, async (tx) => {
    const sent = await sendSignal(tx, {
      ...run,
      signal: namedSignal(input.name),
      payload,
      mostKept,
      by: `${scope.actor.kind}:${scope.actor.id}`,
    });
    if (sent === 'delivered' || sent === 'kept')
      await recordAudit(tx, scope, {
        ...{ action: 'run.signal', targetKind: 'run', targetId: input.id },
        details: { name: input.name, delivered: sent === 'delivered' },
      });
    return sent;
  });
  if (outcome === 'none') throw await whyNotLive(deps, run);
  if (outcome === 'full')
    throw UserProblem.conflict(
      'run.too-many-signals',
      `This run keeps ${mostKept} signals that nothing waits for. Send more when it has taken some.`,
      { limit: mostKept },
    );
  if (outcome === 'delivered') await deps.bus.publish('heddle_cancel', input.id);
  deps.hints.wake();
  return { id: input.id, delivered: outcome === 'delivered' };
}
