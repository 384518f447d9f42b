/** Who is next: claims against a real table, without workers. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { aTenant } from '@/testing/builders/people';
import { peopleDeps } from '@/testing/database/test-deps';
import { claimRuns, createClaims } from './claim-runs';

let database: TestDatabase;
const big = '90000000-0000-4000-8000-000000000000';
const small = '10000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ['run_live', 'workers', 'limits']) await database.query(`delete from ${table}`);
});

/** Due runs of a tenant; `ageMs` is how long they have been due. */
async function add(
  tenant: string,
  count: number,
  { ageMs = 0, priority = 0 }: { ageMs?: number; priority?: number } = {},
): Promise<void> {
  await database.query(
    `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, due_at, priority)
      select gen_random_uuid(), $1::uuid, $1::uuid, $1::uuid, 'h', 't', now() - $3 * interval '1 millisecond', $4 from generate_series(1, $2)`,
    [tenant, count, ageMs, priority],
  );
}
async function aWorker(): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into workers (id, expires_at, host, pid, version) values ($1, now() + interval '1 hour', 'h', 1, 'v')`,
    [id],
  );
  return id;
}
const claim = async (limit: number, fair = true) =>
  claimRuns(database.db.runner, { workerId: await aWorker(), limit, fair });
const of = (rows: readonly { tenantId: string }[], tenant: string) =>
  rows.filter(({ tenantId }) => tenantId === tenant).length;

describe('a fair claim', () => {
  it('has a place for every tenant, whatever the others have', async () => {
    await add(big, 3000, { ageMs: 60_000 });
    await add(small, 1);
    const others = Array.from(
      { length: 40 },
      (_, n) => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    );
    for (const other of others) await add(other, 2);
    const rows = await claim(100);
    expect(rows).toHaveLength(100);
    expect(of(rows, small)).toBe(1);
    for (const other of others) expect(of(rows, other)).toBeGreaterThan(0);
  });

  it('is full, however few tenants there are', async () => {
    await add(big, 500);
    await add(small, 3);
    await database.query(
      `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, due_at)
        select gen_random_uuid(), md5(n::text)::uuid, $1, $1, 'h', 't', now() + interval '1 day' from generate_series(1, 200) n`,
      [small],
    );
    const rows = await claim(200);
    expect(rows).toHaveLength(200);
    expect(of(rows, small)).toBeGreaterThan(0);
  });

  it('takes high priority first within a tenant, and not from another', async () => {
    await add(big, 300, { ageMs: 60_000 });
    await add(big, 10, { priority: 1 });
    await add(big, 300, { ageMs: 90_000, priority: -1 });
    await add(small, 5, { priority: -1 });
    const rows = await claim(20);
    expect(of(rows, small)).toBe(5);
    expect(rows.filter(({ priority }) => priority === 1)).toHaveLength(10);
    expect(rows.filter(({ priority, tenantId }) => priority === -1 && tenantId === big)).toEqual([]);
  });

  it('takes all that is due when it fits, and nothing that is not', async () => {
    await add(big, 7);
    await add(small, 2, { ageMs: -60_000 });
    expect(await claim(200)).toHaveLength(7);
    expect(await claim(200)).toEqual([]);
  });

  it('leaves nothing twice to claims at the same time', async () => {
    await add(big, 400);
    await add(small, 5);
    const both = (await Promise.all([claim(150), claim(150), claim(150)])).flat();
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
  });
});

describe('runs.concurrent', () => {
  it('is the most that a tenant has in the hands of all workers', async () => {
    const tenant = await aTenant(peopleDeps(database));
    await database.query(`insert into limits (tenant_id, name, value) values ($1, 'runs.concurrent', 3)`, [
      tenant.id,
    ]);
    await add(tenant.id, 50, { ageMs: 60_000 });
    await add(small, 2);
    expect(of(await claim(20), tenant.id)).toBe(3);
    expect(await claim(20)).toEqual([]);
    await database.query(
      `update run_live set worker_id = null, due_at = null where id = (select id from run_live where tenant_id = $1 and worker_id is not null limit 1)`,
      [tenant.id],
    );
    expect(of(await claim(20), tenant.id)).toBe(1);
  });

  it('is kept by a worker that claims by itself, from the second it is set', async () => {
    const tenant = await aTenant(peopleDeps(database));
    let now = 0;
    const { claim: claimNow } = createClaims(database.db.runner, () => now);
    const workerId = await aWorker();
    await add(tenant.id, 5);
    expect(await claimNow({ workerId, limit: 2 })).toHaveLength(2);
    await database.query(`insert into limits (tenant_id, name, value) values ($1, 'runs.concurrent', 3)`, [
      tenant.id,
    ]);
    now += 1000;
    expect(await claimNow({ workerId, limit: 20 })).toHaveLength(1);
  });
});

it('after a claim that was full, the next one is fair', async () => {
  const { claim: claimNow } = createClaims(database.db.runner);
  const workerId = await aWorker();
  await add(big, 1000, { ageMs: 60_000 });
  await add(small, 1);
  expect(of(await claimNow({ workerId, limit: 100 }), big)).toBe(100);
  expect(of(await claimNow({ workerId, limit: 100 }), small)).toBe(1);
});
