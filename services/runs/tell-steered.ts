import { encodeLiveMessages } from '@/infra/bus/live-message';
import type { SteeringOutcome } from '@/infra/db/run-store/pause-run';
import type { ServiceDeps } from '@/services/deps';

/** Tells whoever has to know that a run was paused or continued: its worker, all workers, and people who look at it. */
export async function tellSteered(
  deps: Pick<ServiceDeps, 'bus' | 'hints'>,
  run: { tenantId: string; runId: string; workflowId: string; seq: number; outcome: SteeringOutcome },
): Promise<void> {
  const { tenantId, runId, workflowId, seq, outcome } = run;
  if (outcome === 'asked') await deps.bus.publish('heddle_cancel', runId);
  if (outcome === 'done') {
    for (const payload of encodeLiveMessages([{ tenantId, workflowId, runId, seq: seq + 1 }]))
      await deps.bus.publish('heddle_live', payload);
  }
  deps.hints.wake();
}
