import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { HealthView } from '@/core/contracts/health';
import { judgeHealth, worstOf, type HealthFacts } from '@/core/health/health';
import type { Tx } from '@/infra/db/database';
import {
  readBackupFacts,
  readClockAhead,
  readDatabaseFacts,
  readHistoryFacts,
  readKeyFacts,
  readWorkFacts,
} from '@/infra/health/database-facts';
import { readDiskFacts } from '@/infra/health/machine-facts';
import { listProcesses, type LivingProcess } from '@/infra/processes/presence';
import type { ServiceDeps } from '../deps';
import { opensWith } from './opens-with';

export interface HealthDeps extends Pick<ServiceDeps, 'db' | 'bus' | 'clock' | 'vault' | 'log'> {
  config: { dataDir: string; blobs: string; usesRedis: boolean };
}

/** The health of the installation, without a figure of any other tenant, and the runs of this one. */
export async function getHealth(deps: HealthDeps, scope: TenantScope): Promise<HealthView> {
  demand(scope, 'health:read');
  const [processes, runs] = await Promise.all([
    listProcesses(deps.db.runner),
    deps.db.withTenant(scope, (tx) => countRuns(tx, scope.tenantId)),
  ]);
  const checks = judgeHealth(await gatherFacts(deps, scope.tenantId, processes));
  return {
    level: worstOf(checks),
    checks,
    processes: processes.map((one) => ({
      ...one,
      startedAt: one.startedAt.toISOString(),
      heartbeatAt: one.heartbeatAt.toISOString(),
    })),
    runs,
  };
}

/** What cannot be looked at is left out: the rest is worth more than an error. */
async function gatherFacts(
  deps: HealthDeps,
  tenantId: string,
  processes: readonly LivingProcess[],
): Promise<HealthFacts> {
  const { clock, config, log } = deps;
  const { runner } = deps.db;
  const orNull = async <T>(fact: Promise<T>): Promise<T | null> =>
    fact.catch((error: unknown) => {
      log.warn({ err: error, code: 'health.fact-missing' }, 'A part of the health could not be looked at.');
      return null;
    });
  const [database, work, history, keys, backup, clockAheadMs, disk] = await Promise.all([
    orNull(readDatabaseFacts(runner)),
    orNull(readWorkFacts(runner)),
    orNull(readHistoryFacts(runner)),
    orNull(readKeyFacts(runner, tenantId, opensWith(deps.vault))),
    orNull(readBackupFacts(runner)),
    orNull(readClockAhead(runner, clock.now)),
    orNull(readDiskFacts(config.dataDir, config.blobs)),
  ]);
  const redis = !config.usesRedis ? 'unused' : deps.bus.notifiesWithCommit() ? 'away' : 'answers';
  return { database, work, history, keys, backup, clockAheadMs, disk, processes, redis: { state: redis } };
}

async function countRuns(tx: Tx, tenantId: string): Promise<HealthView['runs']> {
  type Row = { status: string; runs: number };
  const live = await tx.$queryRaw<Row[]>`
    select status, count(*)::int as runs from run_live where tenant_id = ${tenantId}::uuid group by status`;
  const day = await tx.$queryRaw<Row[]>`
    select status, count(*)::int as runs from runs
      where tenant_id = ${tenantId}::uuid and id >= uuid7_low(now() - interval '24 hours') group by status`;
  const byStatus = (rows: readonly Row[]) =>
    Object.fromEntries(rows.map(({ status, runs }) => [status, runs]));
  return { live: byStatus(live), day: byStatus(day) };
}
