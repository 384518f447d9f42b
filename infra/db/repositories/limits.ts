/** The limits that a tenant chose for itself: numbers by name. What they mean is `core/limits`. */
import { resolveLimits, type LimitName } from '@/core/limits/limits';
import type { Tx } from '@/infra/db/database';

export interface OwnLimit {
  name: string;
  value: number;
  updatedAt: Date;
  /** Id of the person or key; null for values from before anybody was noted. */
  updatedBy: string | null;
}

/** What holds for the tenant: its own value, or the standard. */
export async function findLimit(tx: Tx, tenantId: string, name: LimitName): Promise<number> {
  const row = await tx.limit.findUnique({ where: { tenantId_name: { tenantId, name } } });
  return resolveLimits(row ? [{ name, value: Number(row.value) }] : [])[name];
}

/** Every value that the tenant chose. */
export async function listOwnLimits(tx: Tx, tenantId: string): Promise<OwnLimit[]> {
  const rows = await tx.limit.findMany({ where: { tenantId } });
  return rows.map(({ name, value, updatedAt, updatedBy }) => ({
    name,
    value: Number(value),
    updatedAt,
    updatedBy,
  }));
}

/** Gives the tenant a value of its own. */
export async function putLimit(
  tx: Tx,
  tenantId: string,
  { name, value, by, at }: { name: LimitName; value: number; by: string; at: Date },
): Promise<void> {
  const chosen = { value, updatedAt: at, updatedBy: by };
  await tx.limit.upsert({
    where: { tenantId_name: { tenantId, name } },
    create: { tenantId, name, ...chosen },
    update: chosen,
  });
}

/** Takes the tenant's own value away. False where it had none. */
export async function deleteLimit(tx: Tx, tenantId: string, name: LimitName): Promise<boolean> {
  const { count } = await tx.limit.deleteMany({ where: { tenantId, name } });
  return count > 0;
}
