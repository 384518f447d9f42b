/**
 * Gates: how many runs of a workflow's published version go on at once. A run of a gated workflow is accepted as *held*
 * (no due time, so claims never see it) and let in when there is room: by whoever accepted it, by whoever ended another
 * run of the workflow, by a sweep where one of them died in between.
 */
import type pg from 'pg';
import type { Tx } from '@/infra/db/database';

/** As much as the column holds. */
const MOST = 2 ** 31 - 1;

export interface GateKey {
  tenantId: string;
  workflowId: string;
}

/** Lets in what has room now; gives back how many. Workers are told with the commit. */
export async function admitRuns(client: pg.Pool | pg.PoolClient, keys: readonly GateKey[]): Promise<number> {
  if (keys.length === 0) return 0;
  const { rows } = await client.query<{ admitted: number }>({
    name: 'admit-runs',
    text: 'select heddle_admit($1::uuid[], $2::uuid[]) as admitted',
    values: [keys.map((key) => key.tenantId), keys.map((key) => key.workflowId)],
  });
  return rows[0]?.admitted ?? 0;
}

/** The same for every workflow that holds runs back. Safe to run by many at once. */
export async function admitHeldRuns(runner: pg.Pool): Promise<number> {
  const { rows } = await runner.query<GateKey>({
    name: 'held-workflows',
    text: `select distinct tenant_id as "tenantId", workflow_id as "workflowId" from run_live
      where gate = 'held' and (not_before is null or not_before <= now())`,
  });
  return admitRuns(runner, rows);
}

/** The same inside of a tenant's transaction. */
export async function admitInTenant(tx: Tx, { tenantId, workflowId }: GateKey): Promise<void> {
  await tx.$queryRaw`select heddle_admit(array[${tenantId}::uuid], array[${workflowId}::uuid])`;
}

/** What the version that is published now says; null = no limit. What has room with it is let in. */
export async function setGate(tx: Tx, key: GateKey, concurrency: number | null): Promise<void> {
  const { tenantId, workflowId } = key;
  if (concurrency === null) {
    await tx.$executeRaw`delete from run_gates where tenant_id = ${tenantId}::uuid and workflow_id = ${workflowId}::uuid`;
  } else {
    await tx.$executeRaw`
      insert into run_gates (tenant_id, workflow_id, concurrency) values (${tenantId}::uuid, ${workflowId}::uuid, ${Math.min(concurrency, MOST)}::int)
      on conflict (tenant_id, workflow_id) do update set concurrency = excluded.concurrency`;
  }
  await admitInTenant(tx, key);
}
