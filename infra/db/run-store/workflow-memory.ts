/**
 * What workflows keep from run to run. Written in the transaction that records the step that changed it, so neither is
 * ever there without the other; only flushes with changes pay for it.
 */
import type pg from 'pg';
import type { Json } from '@/core/items/item';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { Tx } from '@/infra/db/database';

interface Place {
  tenantId: string;
  workflowId: string;
}

/** The part of a flush that counts here. */
interface ChangingFlush extends Place {
  memory?: readonly MemoryChange[];
}

/** The values that are kept under those of the names that are there. */
export async function findMemory(
  client: pg.Pool | pg.PoolClient,
  { tenantId, workflowId, scope }: Place & { scope: string },
  keys: readonly string[],
): Promise<ReadonlyMap<string, Json>> {
  const { rows } = await client.query<{ key: string; value: Json }>({
    name: 'find-workflow-memory',
    text: `select key, value from workflow_memory
      where tenant_id = $1 and workflow_id = $2 and scope = $3 and key = any($4::text[])`,
    values: [tenantId, workflowId, scope, keys],
  });
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Makes the changes, in the order in which the runs made them. */
export async function writeMemory(client: pg.PoolClient, flushes: readonly ChangingFlush[]): Promise<void> {
  const changing = flushes.filter(({ memory }) => memory !== undefined && memory.length > 0);
  if (changing.length === 0) return;
  const scopes = changing.flatMap(({ workflowId, memory = [] }) =>
    memory.map(({ scope }) => `${workflowId} ${scope}`),
  );
  // One after another, and every worker in the same order: rows of one scope are added by several at once otherwise.
  await client.query({
    name: 'lock-workflow-memory',
    text: 'select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) as s(k)',
    values: [[...new Set(scopes)].sort()],
  });
  for (const { tenantId, workflowId, memory = [] } of changing) {
    for (const change of memory) await writeChange(client, { tenantId, workflowId }, change);
  }
}

async function writeChange(
  client: pg.PoolClient,
  { tenantId, workflowId }: Place,
  change: MemoryChange,
): Promise<void> {
  const place = [tenantId, workflowId, change.scope];
  if (change.kind === 'clear') {
    await client.query({
      name: 'clear-workflow-memory',
      text: 'delete from workflow_memory where tenant_id = $1 and workflow_id = $2 and scope = $3',
      values: place,
    });
    return;
  }
  if (change.kind === 'set') {
    await client.query({
      name: 'set-workflow-memory',
      text: `insert into workflow_memory (tenant_id, workflow_id, scope, key, value) values ($1, $2, $3, $4, $5::json)
        on conflict (tenant_id, workflow_id, scope, key) do update set value = excluded.value, changed_at = now()`,
      values: [...place, change.key, JSON.stringify(change.value)],
    });
    return;
  }
  await client.query({
    name: 'add-workflow-memory',
    text: `insert into workflow_memory (tenant_id, workflow_id, scope, key)
      select $1, $2, $3, key from unnest($4::text[]) with ordinality as k(key, at) order by at on conflict do nothing`,
    values: [...place, change.keys],
  });
  await client.query({
    name: 'trim-workflow-memory',
    text: `delete from workflow_memory m using (
        select key from workflow_memory where tenant_id = $1 and workflow_id = $2 and scope = $3
        order by place desc offset $4
      ) old where m.tenant_id = $1 and m.workflow_id = $2 and m.scope = $3 and m.key = old.key`,
    values: [...place, change.keep],
  });
}

/** Forgets everything that the workflow keeps. */
export async function forgetMemory(tx: Tx, { tenantId, workflowId }: Place): Promise<void> {
  await tx.$executeRaw`delete from workflow_memory where tenant_id = ${tenantId}::uuid and workflow_id = ${workflowId}::uuid`;
}
