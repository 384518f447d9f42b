/** Of a worker's places, the last ones are not for a tenant that has this share of all already. */
const FILLED = 0.9;
const SHARE = 0.5;

/**
 * The tenants that get nothing more for now: the worker is nearly full, and mostly of them. So another tenant's run finds
 * a place although a thousand slow ones of one tenant are under way.
 */
export function fillers(
  active: ReadonlyMap<string, { row: { tenantId: string } }>,
  maxActive: number,
): readonly string[] {
  if (active.size < maxActive * FILLED) return [];
  const counts = new Map<string, number>();
  for (const { row } of active.values()) counts.set(row.tenantId, (counts.get(row.tenantId) ?? 0) + 1);
  return [...counts].flatMap(([tenantId, count]) => (count > maxActive * SHARE ? [tenantId] : []));
}
