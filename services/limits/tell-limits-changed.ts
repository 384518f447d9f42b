import type { ServiceDeps } from '@/services/deps';

/** What is kept of a tenant's limits is dropped, here and in every process that hears of it. After the commit. */
export async function tellLimitsChanged(
  deps: Pick<ServiceDeps, 'db' | 'bus'>,
  tenantId: string,
): Promise<void> {
  deps.db.limits.forget(tenantId);
  await deps.bus.publish('heddle_limits', tenantId);
}
