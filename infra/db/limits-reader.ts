/** What each tenant may do, kept in memory for a while: the hot paths ask for every run and make no query. */
import type pg from 'pg';
import { resolveLimits, type Limits } from '@/core/limits/limits';

export interface LimitsReader {
  /** All limits of the tenant, at most 30 s old; older ones where the database is away. */
  of(tenantId: string): Promise<Limits>;
  /** Drops what is kept of one tenant, or of all: somebody changed it. */
  forget(tenantId?: string): void;
}

const LIFE_MS = 30_000;
const MAX_TENANTS = 10_000;

interface Entry {
  readAt: number;
  limits: Promise<Limits>;
  /** What was read last. */
  last: Limits | null;
}

/** `now` is any clock in milliseconds that never goes back. */
export function createLimitsReader(
  runner: pg.Pool,
  now: () => number = () => performance.now(),
): LimitsReader {
  const entries = new Map<string, Entry>();
  return {
    of(tenantId) {
      const at = now();
      const known = entries.get(tenantId);
      if (known && at - known.readAt < LIFE_MS) return known.limits;
      if (entries.size >= MAX_TENANTS) entries.clear();
      const last = known?.last ?? null;
      const fresh = read(runner, tenantId);
      const entry: Entry = {
        readAt: at,
        last,
        limits: fresh.then(
          (limits) => (entry.last = limits),
          (error: unknown) => {
            if (entries.get(tenantId) === entry && last === null) entries.delete(tenantId);
            if (last === null) throw error;
            return last;
          },
        ),
      };
      entries.set(tenantId, entry);
      return entry.limits;
    },
    forget(tenantId) {
      if (tenantId === undefined) entries.clear();
      else entries.delete(tenantId);
    },
  };
}

async function read(runner: pg.Pool, tenantId: string): Promise<Limits> {
  const { rows } = await runner.query<{ name: string; value: string }>({
    name: 'read-limits',
    text: 'select name, value from limits where tenant_id = $1',
    values: [tenantId],
  });
  return resolveLimits(rows.map(({ name, value }) => ({ name, value: Number(value) })));
}
