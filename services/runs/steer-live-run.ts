import type { TenantScope } from '@/core/access/tenant-scope';
import type { Fact } from '@/core/engine/types';
import type { UserProblem } from '@/core/errors/app-error';
import type { JsonObject } from '@/core/items/item';
import { encodeLiveMessages } from '@/infra/bus/live-message';
import type { Tx } from '@/infra/db/database';
import type { Steered, Steering } from '@/infra/db/run-store/pause-run';
import { recordAudit } from '@/services/audit/record-audit';
import type { ServiceDeps } from '@/services/deps';
import { whyNotLive } from './why-not-live';

/** One way to steer a run. */
export interface Steer {
  runId: string;
  action: 'run.pause' | 'run.continue';
  fact: Extract<Fact, { kind: 'run-paused' | 'run-continued' }>;
  write(tx: Tx, steering: Steering): Promise<Steered | null>;
  /** What the audit log keeps of it besides. */
  details(steered: Steered): JsonObject;
  /** After it was done on the spot, in the same transaction. */
  afterwards?(tx: Tx, steered: Steered): Promise<unknown>;
  /** The run is there and this cannot be done with it. */
  unfit(): UserProblem;
}

/**
 * Pauses or continues a run for a person who may: writes it with its audit entry, and tells whoever has to know (the
 * run's worker, all workers, and people who look at it).
 * @throws UserProblem `run.not-found`, `run.over`, and what `unfit` gives.
 */
export async function steerLiveRun(deps: ServiceDeps, scope: TenantScope, steer: Steer): Promise<void> {
  const run = { tenantId: scope.tenantId, runId: steer.runId };
  const steered = await deps.db.withTenant(scope, async (tx) => {
    const found = await steer.write(tx, { ...run, by: steer.fact.by, fact: JSON.stringify(steer.fact) });
    if (found?.outcome === 'done' || found?.outcome === 'asked')
      await recordAudit(tx, scope, {
        ...{ action: steer.action, targetKind: 'run', targetId: steer.runId },
        details: steer.details(found),
      });
    if (found?.outcome === 'done') await steer.afterwards?.(tx, found);
    return found;
  });
  if (!steered) throw await whyNotLive(deps, run);
  if (steered.outcome === 'unfit') throw steer.unfit();
  await tell(deps, run, steered);
}

async function tell(
  deps: Pick<ServiceDeps, 'bus' | 'hints'>,
  { tenantId, runId }: { tenantId: string; runId: string },
  { workflowId, seq, outcome }: Steered,
): Promise<void> {
  if (outcome === 'asked') await deps.bus.publish('heddle_cancel', runId);
  if (outcome === 'done') {
    for (const payload of encodeLiveMessages([{ tenantId, workflowId, runId, seq: seq + 1 }]))
      await deps.bus.publish('heddle_live', payload);
  }
  deps.hints.wake();
}
