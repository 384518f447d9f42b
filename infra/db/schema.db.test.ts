import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';

/** Tables without a tenant, each with its reason. Everything else must have one. */
const WITHOUT_TENANT: Record<string, string> = {
  tenants: 'is the tenant: its id stands for tenant_id',
  users: 'a person may be in several tenants',
  passwords: 'belongs to a person',
  sessions: 'belongs to a person',
  sign_in_attempts: 'counted before anybody is known',
  setup_tokens: 'used before there is a tenant',
  workers: 'a process serves all tenants',
  processes: 'a process serves all tenants',
  backups: 'a backup holds all tenants',
};
const LEDGER = '_prisma_migrations';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Table {
  schema: string;
  name: string;
  enabled: boolean;
  forced: boolean;
  owner: string;
  hasTenant: boolean;
}

function tables(): Promise<Table[]> {
  return database.query<Table>(
    `select n.nspname as schema, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      pg_get_userbyid(c.relowner) as owner,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as "hasTenant"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'heddle_parts') and c.relkind in ('r', 'p') and c.relname <> $1 order by 1, 2`,
    [LEDGER],
  );
}

test('every table belongs to a tenant or stands on the list', async () => {
  const found = await tables();
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter((table) => !table.hasTenant).map((table) => table.name)).toEqual(
    Object.keys(WITHOUT_TENANT).sort(),
  );
});

test('row-level security is enabled and forced on every table, partitions included', async () => {
  const open = (await tables()).filter((table) => !table.enabled || !table.forced);
  expect(open).toEqual([]);
});

test('every tenant table has a policy for the app that checks what is read and what is written', async () => {
  const policies = await database.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_policies
      where 'heddle_app' = any(roles) and cmd = 'ALL' and permissive = 'PERMISSIVE'
        and qual like '%app.tenant_id%' and with_check like '%app.tenant_id%'`,
  );
  const guarded = new Set(policies.map((policy) => policy.name));
  const unguarded = (await tables()).filter(
    (table) => table.hasTenant && !guarded.has(`${table.schema}.${table.name}`),
  );
  expect(unguarded).toEqual([]);
});

test('no other policy opens more to the app than the few that are known', async () => {
  const policies = await database.query<{ policy: string }>(
    `select tablename || '.' || policyname || ' ' || lower(cmd) as policy from pg_policies
      where roles && array['heddle_app', 'public']::name[] and policyname <> 'tenant' and permissive = 'PERMISSIVE'
      order by 1`,
  );
  expect(policies.map((row) => row.policy)).toEqual([
    'memberships.self select',
    'passwords.self all',
    'sessions.self all',
    'tenants.mine select',
    'users.colleague select',
    'users.self all',
    'workers.everyone select',
  ]);
});

test('the app and the runner own nothing, bypass nothing and have no rights on partitions', async () => {
  const roles = await database.query(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname like 'heddle\\_%' order by 1`,
  );
  for (const role of roles) {
    expect(role).toMatchObject({
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
    });
  }
  expect(roles).toHaveLength(6);
  const owned = (await tables()).filter((table) =>
    ['heddle_app', 'heddle_runner', 'heddle_lookup'].includes(table.owner),
  );
  expect(owned).toEqual([]);
  const rights = await database.query(
    `select r.rolname, c.relname from pg_class c, pg_roles r
      where c.relnamespace = 'heddle_parts'::regnamespace and c.relkind in ('r', 'p')
        and r.rolname in ('heddle_app', 'heddle_runner', 'heddle_lookup', 'heddle_queue', 'heddle_backup')
        and (has_any_column_privilege(r.oid, c.oid, 'select, insert, update') or has_table_privilege(r.oid, c.oid, 'delete, truncate'))`,
  );
  expect(rights).toEqual([]);
});

test('foreign keys between tenant tables carry the tenant', async () => {
  const bare = await database.query(
    `select k.conname from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace
        and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id')
        and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id')
        and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any(k.conkey))`,
  );
  expect(bare).toEqual([]);
});

test('functions that run with rights of their own fix their search path and are not for everybody', async () => {
  const found = await database.query<{ name: string; path: string[] | null; open: boolean }>(
    `select p.oid::regprocedure::text as name, p.proconfig as path, has_function_privilege('public', p.oid, 'execute') as open
      from pg_proc p where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'heddle_lookup'::regnamespace)`,
  );
  expect(found.length).toBeGreaterThan(10);
  for (const row of found)
    expect(row).toMatchObject({
      open: false,
      path: expect.arrayContaining([expect.stringContaining('search_path=pg_catalog')]),
    });
});

test('the schema of run tables is what the run store was written for', async () => {
  const columns = await database.query<{ table: string; columns: string }>(
    `select table_name as table, string_agg(column_name, ' ' order by ordinal_position) as columns from information_schema.columns
      where table_schema = 'public' and table_name in ('run_live', 'runs', 'run_facts', 'receipts', 'waits', 'dead_letters', 'workflow_memory', 'workers', 'live_interest')
      group by 1 order by 1`,
  );
  expect(Object.fromEntries(columns.map((row) => [row.table, row.columns]))).toMatchInlineSnapshot(`
    {
      "dead_letters": "tenant_id run_id workflow_id version node_id node_name category code answer_status message failed_at failures retention_class handled_at handled_by handling note result_run_id",
      "live_interest": "web_id tenant_id topic expires_at",
      "receipts": "tenant_id run_id step_key effect attempt status idempotency_key summary intended_at ended_at result retention_class workflow_id answer_status error_code decided_by replays",
      "run_facts": "tenant_id run_id seq epoch at facts retention_class",
      "run_live": "id tenant_id project_id workflow_id version graph_hash mode trigger_node status priority retention_class created_at started_at due_at worker_id epoch seq deaths reply_to answer cancel_requested_by flags parent_run_id trace_id started_by parent_step trigger_kind gate not_before steer steer_by",
      "runs": "tenant_id id project_id workflow_id version graph_hash mode trigger_node status created_at started_at finished_at error output answer flags parent_run_id trace_id started_by step_count retention_class seq trigger_kind",
      "waits": "tenant_id run_id step_key kind due_at signal detail created_at resolved_at resolution resolved_by pending",
      "workers": "id started_at heartbeat_at expires_at host pid version draining",
      "workflow_memory": "tenant_id workflow_id scope key value place changed_at",
    }
  `);
});
