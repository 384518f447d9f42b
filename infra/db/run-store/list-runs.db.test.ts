/** Lists of runs against real tables, with many runs that are not looked for. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTenant } from '@/testing/builders/people';
import { peopleDeps } from '@/testing/database/test-deps';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { listStoredRuns, type RunListQuery } from './list-runs';

let database: TestDatabase;
let tenant: string;
const workflow = '20000000-0000-4000-8000-000000000000';
const WAITING = '01900000-0000-7000-8000-000000000001';
const NEWER = 5100;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = (await aTenant(peopleDeps(database))).id;
  await database.query(
    `insert into workflows (id, tenant_id, project_id, name) select $1, $2, id, 'W' from projects where tenant_id = $2`,
    [workflow, tenant],
  );
  await database.query(
    `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node, status)
      values ($1, $2, $2, $3, 'h', 't', 'waiting')`,
    [WAITING, tenant, workflow],
  );
  await database.query(
    `insert into runs (id, tenant_id, project_id, workflow_id, graph_hash, mode, trigger_node, status, created_at, finished_at, retention_class, seq)
      select uuid7_now(), $1, $1, $2, 'h', 'production', 't', 'succeeded', now(), now(), 30, 1 from generate_series(1, ${NEWER})`,
    [tenant, workflow],
  );
});
afterAll(() => database.drop());

const list = (more: Partial<RunListQuery>) =>
  listStoredRuns(database.db.app, tenant, {
    ...{ workflowId: null, statuses: null, triggerKind: null, mode: null, from: null, to: null },
    ...{ text: null, parentRunId: null, before: null, limit: 10 },
    ...more,
  });

it('finds what waits behind thousands of newer runs that ended, on the first page', async () => {
  const page = await list({ statuses: ['waiting', 'paused'] });
  expect(page.runs.map(({ id }) => id)).toEqual([WAITING]);
  expect(page.nextCursor).toBeNull();
});

it('looks at a bounded number of rows otherwise, and says where it stands', async () => {
  const page = await list({ statuses: ['waiting', 'failed'] });
  expect(page.runs).toEqual([]);
  const next = await list({ statuses: ['waiting', 'failed'], before: page.nextCursor });
  expect(next.runs.map(({ id }) => id)).toEqual([WAITING]);
});

it('takes a time before all ids for what it is', async () => {
  const early = '1950-01-01T00:00:00Z';
  expect((await list({ from: early })).runs).toHaveLength(10);
  expect((await list({ to: early })).runs).toEqual([]);
});
