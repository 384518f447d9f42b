/** What a tenant may do more or less of than others: numbers by name. */
import type { Tx } from '@/infra/db/database';

/** Seconds that lie between two ticks of a schedule at least. */
export const SCHEDULE_INTERVAL_LIMIT = 'schedule.min-interval-seconds';

/** The tenant's own value, or undefined where it has none. */
export async function findLimit(tx: Tx, tenantId: string, name: string): Promise<number | undefined> {
  const row = await tx.limit.findUnique({ where: { tenantId_name: { tenantId, name } } });
  return row ? Number(row.value) : undefined;
}

/** Gives the tenant a value of its own. */
export async function setLimit(
  tx: Tx,
  tenantId: string,
  { name, value }: { name: string; value: number },
): Promise<void> {
  await tx.limit.upsert({
    where: { tenantId_name: { tenantId, name } },
    create: { tenantId, name, value },
    update: { value },
  });
}
