import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFolderBlobStore } from '@/infra/blobs/folder-blob-store';
import { systemClock } from '@/infra/clock/clock';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { silentLog } from '@/testing/product/test-product';
import { dropExpiredHistory, makePartitions } from './retention';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-retention-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.query('delete from run_live');
  for (const { week } of await database.query<{ week: string }>(
    `select to_char(date_trunc('week', now()) - n * interval '1 week', 'YYYY-MM-DD') as week from generate_series(2, 8) n`,
  ))
    for (const retentionClass of [30, 90])
      await database.query('select heddle_make_weeks($1::smallint, array[$2]::date[])', [
        retentionClass,
        week,
      ]);
});

const sweep = () =>
  dropExpiredHistory({
    runner: database.db.runner,
    blobs: createFolderBlobStore(folder),
    clock: systemClock,
    log: silentLog,
  });

/** The Monday of the week that is `weeks` before this one. */
async function monday(weeks: number): Promise<string> {
  const [row] = await database.query<{ day: string }>(
    `select to_char(date_trunc('week', now() at time zone 'UTC') - $1 * interval '1 week', 'YYYY-MM-DD') as day`,
    [weeks],
  );
  return row?.day ?? '';
}

async function addRun(retentionClass: number, day: string): Promise<void> {
  const key = `${retentionClass}/${day}/tenant/run/blob.json`;
  await createFolderBlobStore(folder).put(key, Buffer.from('x'));
  await database.query(
    `with r as (
      insert into runs (tenant_id, id, project_id, workflow_id, graph_hash, mode, trigger_node, status, created_at, finished_at, retention_class, seq)
      select gen_random_uuid(), uuid7_low($1::date + interval '1 hour'), gen_random_uuid(), gen_random_uuid(), 'h', 'test', 't', 'succeeded', now(), now(), $2, 1
      returning *)
    insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class) select tenant_id, id, 0, 0, '[]', retention_class from r`,
    [day, retentionClass],
  );
}

async function kept(): Promise<{ rows: string[]; days: string[] }> {
  const rows = await database.query<{ part: string }>(
    `select tableoid::regclass::text as part from runs union select tableoid::regclass::text from run_facts order by 1`,
  );
  const days = await Promise.all(
    ['30', '90'].map((name) => readdir(path.join(folder, name)).catch(() => [])),
  );
  return { rows: rows.map(({ part }) => part.replace('heddle_parts.', '')), days: days.flat() };
}

test('weeks older than their class end with their blobs, and no other week does', async () => {
  const [old, young] = [await monday(7), await monday(2)];
  for (const day of [old, young]) {
    await addRun(30, day);
    await addRun(90, day);
  }
  expect(await sweep()).toBeGreaterThan(0);
  const part = (name: string, day: string) => `${name}_${day.replaceAll('-', '')}`;
  const after = await kept();
  expect(after.rows.sort()).toEqual(
    [
      part('runs_30', young),
      part('runs_90', old),
      part('runs_90', young),
      part('run_facts_30', young),
      part('run_facts_90', old),
      part('run_facts_90', young),
    ].sort(),
  );
  expect(after.days.sort()).toEqual([old, young, young].sort());
  expect(await sweep()).toBe(0);
});

test('a week stays while a run of it is not finished', async () => {
  const old = await monday(8);
  await addRun(30, old);
  await database.query(
    `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, retention_class)
      select uuid7_low($1::date + interval '2 hours'), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'h', 't', 30`,
    [old],
  );
  await sweep();
  expect((await kept()).rows).toContain(`runs_30_${old.replaceAll('-', '')}`);
  await database.query('delete from run_live');
  await sweep();
  expect((await kept()).rows).not.toContain(`runs_30_${old.replaceAll('-', '')}`);
});

test('several sweeps at once drop each week once', async () => {
  const counts = await Promise.all([sweep(), sweep(), sweep()]);
  const [left] = await database.query<{ weeks: number }>(
    'select count(*)::int as weeks from heddle_expired_weeks()',
  );
  expect(left?.weeks).toBe(0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
});

test('a week that is not expired cannot be dropped', async () => {
  const { rows } = await database.db.runner.query<{ done: boolean }>(
    'select heddle_drop_next_of_week(30::smallint, $1::date) as done',
    [await monday(1)],
  );
  expect(rows).toEqual([{ done: 'kept' }]);
});

test('who reads an expired week is not waited for, and nobody waits behind the drop', async () => {
  const old = await monday(7);
  await addRun(30, old);
  const reader = await database.db.runner.connect();
  await reader.query('begin');
  await reader.query('select count(*) from receipts');
  // The lock is refused, not waited for.
  const refused = database.db.runner.query('select heddle_drop_next_of_week(30::smallint, $1::date)', [old]);
  const code = await refused.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );
  const sweeping = sweep();
  // While the sweep tries, others write and read.
  await addRun(30, await monday(2));
  await database.query('select count(*) from runs');
  await reader.query('commit');
  reader.release();
  expect(code).toBe('55P03');
  expect(await sweeping).toBeGreaterThan(0);
  expect((await kept()).rows).not.toContain(`runs_30_${old.replaceAll('-', '')}`);
});

test('weeks to come are made one by one, also when several make them', async () => {
  const next = `${(await monday(-3)).replaceAll('-', '')}`;
  for (const table of ['receipts', 'run_facts', 'runs']) {
    await database.query(`drop table if exists heddle_parts.${table}_30_${next}`);
  }
  const stray = await monday(-3);
  await addRun(30, stray);
  const parts = { runner: database.db.runner, clock: systemClock };
  const made = await Promise.all([makePartitions(parts), makePartitions(parts)]);
  expect(made[0] + made[1]).toBe(3);
  // What had strayed into the default partition lies where it belongs.
  expect((await kept()).rows).toEqual(expect.arrayContaining([`runs_30_${next}`, `run_facts_30_${next}`]));
  expect(await makePartitions(parts)).toBe(0);
});
