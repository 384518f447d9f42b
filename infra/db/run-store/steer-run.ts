/**
 * Writes by which people steer a run: cancel, and the decision of a wait. Both are rows first and messages second: the
 * run becomes due the moment it is let go, whoever holds it.
 */
import type { Tx } from '@/infra/db/database';

/** Asks for a cancel. False = there is no such live run in this tenant. */
export async function requestCancel(
  tx: Tx,
  input: { tenantId: string; runId: string; by: string },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update run_live set cancel_requested_by = coalesce(cancel_requested_by, ${input.by}), due_at = now()
    where tenant_id = ${input.tenantId}::uuid and id = ${input.runId}::uuid`;
  return count === 1;
}

/** Resolves an open wait of a step. False = nothing of that kind waits there (any more). */
export async function resolveWait(
  tx: Tx,
  input: { tenantId: string; runId: string; stepKey: string; kind: string; resolution: unknown; by: string },
): Promise<boolean> {
  const resolution = JSON.stringify(input.resolution ?? null);
  const count = await tx.$executeRaw`
    update waits set resolved_at = now(), resolution = ${resolution}::jsonb, resolved_by = ${input.by}
    where tenant_id = ${input.tenantId}::uuid and run_id = ${input.runId}::uuid and step_key = ${input.stepKey}
      and kind = ${input.kind} and resolved_at is null`;
  if (count !== 1) return false;
  await tx.$executeRaw`
    update run_live set due_at = now() where tenant_id = ${input.tenantId}::uuid and id = ${input.runId}::uuid`;
  return true;
}
