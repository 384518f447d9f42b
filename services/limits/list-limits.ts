import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { LimitView } from '@/core/contracts/limits';
import { LIMIT_NAMES, LIMITS, resolveLimits, type LimitName } from '@/core/limits/limits';
import type { Tx } from '@/infra/db/database';
import { findActorNames } from '@/infra/db/repositories/actor-names';
import { listOwnLimits } from '@/infra/db/repositories/limits';
import type { ServiceDeps } from '@/services/deps';

/** Every limit of the tenant, with the range it may be moved in and who chose it last. */
export async function listLimits(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  _input: Record<string, never> = {},
): Promise<{ items: LimitView[] }> {
  demand(scope, 'tenant:read');
  const { tenantId } = scope;
  const { own, names, usage } = await deps.db.withTenant(scope, async (tx) => {
    const rows = await listOwnLimits(tx, tenantId);
    const actors = rows.flatMap(({ updatedBy }) => updatedBy ?? []);
    return {
      own: rows,
      names: await findActorNames(tx, tenantId, actors),
      usage: await readUsage(tx, tenantId),
    };
  });
  const values = resolveLimits(own);
  const byName = new Map(own.map((row) => [row.name, row]));
  const items = LIMIT_NAMES.map((name): LimitView => {
    const { group, unit, bounds, standard, least, most, problem } = LIMITS[name];
    const row = byName.get(name);
    return {
      ...{ name, group, unit, bounds, value: values[name], standard, least, most, problem },
      isOwn: row !== undefined,
      changedAt: row?.updatedAt.toISOString() ?? null,
      changedBy: row?.updatedBy ? (names.get(row.updatedBy) ?? null) : null,
      usage: usage[name] ?? null,
    };
  });
  return { items };
}

/** One statement over the tenant's unfinished runs; nothing else is counted by the database all the time. */
async function readUsage(tx: Tx, tenantId: string): Promise<Partial<Record<LimitName, number>>> {
  const [row] = await tx.$queryRaw<{ held: number; queued: number }[]>`
    select count(*) filter (where worker_id is not null)::int as held,
      count(*) filter (where status = 'queued')::int as queued
    from run_live where tenant_id = ${tenantId}::uuid`;
  return row ? { 'runs.concurrent': row.held, 'runs.queued': row.queued } : {};
}
