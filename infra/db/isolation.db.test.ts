import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTenant, aUser, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import type { Database } from './database';

/** One row of every tenant table, `$1` the tenant and `$2` any id. A table that is missing here fails the first test. */
const ROWS: readonly (readonly [table: string, sql: string])[] = [
  [
    'invites',
    `insert into invites (tenant_id, id, token_hash, email, role, created_by, expires_at) values ($1, $2, sha256($2::text::bytea), 'x@y.z', 'viewer', 'x', now())`,
  ],
  [
    'api_keys',
    `insert into api_keys (tenant_id, id, name, prefix, secret_hash, role, created_by) values ($1, $2, 'k', 'hdl_', sha256($2::text::bytea), 'viewer', 'x')`,
  ],
  [
    'workflows',
    `insert into workflows (tenant_id, id, project_id, name) select $1, $2, id, 'w' from projects where tenant_id = $1 limit 1`,
  ],
  [
    'drafts',
    `insert into drafts (tenant_id, workflow_id, doc, graph, updated_by) values ($1, $2, '', '{}', 'x')`,
  ],
  ['graphs', `insert into graphs (tenant_id, hash, graph) values ($1, $2, '{}')`],
  [
    'versions',
    `insert into versions (tenant_id, workflow_id, number, graph_hash, created_by) values ($1, $2, 1, $2::text, 'x')`,
  ],
  [
    'version_tags',
    `insert into version_tags (tenant_id, workflow_id, name, version, created_by) values ($1, $2, 't', 1, 'x')`,
  ],
  [
    'triggers',
    `insert into triggers (tenant_id, id, workflow_id, version, node_id, kind) values ($1, $2, $2, 1, 'n', 'webhook')`,
  ],
  [
    'schedule_fires',
    `insert into schedule_fires (tenant_id, workflow_id, node_id, version, outcome, run_id, due_at, last_due_at) values ($1, $2, 'n', 1, 'fired', $2, now(), now())`,
  ],
  [
    'webhook_routes',
    `insert into webhook_routes (tenant_id, path, method, workflow_id, version, node_id) values ($1, 'p', 'POST', $2, 1, 'n')`,
  ],
  [
    'webhook_listeners',
    `insert into webhook_listeners (tenant_id, path, method, workflow_id, graph_hash, node_id, user_id, expires_at) values ($1, 'p', 'POST', $2, 'h', 'n', $2, now())`,
  ],
  [
    'credentials',
    `insert into credentials (tenant_id, id, project_id, type, name, key_id, wrapped_key, sealed, created_by) select $1, $2, id, 't', 'c', 'k', '', '', 'x' from projects where tenant_id = $1 limit 1`,
  ],
  [
    'variables',
    `insert into variables (tenant_id, id, project_id, name, value) select $1, $2, id, 'v', '' from projects where tenant_id = $1 limit 1`,
  ],
  [
    'files',
    `insert into files (tenant_id, id, blob_key, name, media_type, size_bytes) values ($1, $2, 'b', 'f', 'text/plain', 1)`,
  ],
  ['limits', `insert into limits (tenant_id, name, value) values ($1, $2, 1)`],
  ['outbox', `insert into outbox (tenant_id, id, topic, payload) values ($1, $2, 't', '{}')`],
  [
    'usage_entries',
    `insert into usage_entries (tenant_id, id, run_id, step_key, kind, unit, quantity) values ($1, $2, $2, 's', 'time', 'ms', 1)`,
  ],
  [
    'usage_minutes',
    `insert into usage_minutes (tenant_id, minute, kind, unit, quantity) select $1, now(), 'time', $2, 1`,
  ],
  [
    'dedup',
    `insert into dedup (tenant_id, source, key, body_hash, run_id, expires_at) values ($1, 's', 'k', '', $2, now())`,
  ],
  [
    'run_live',
    `insert into run_live (id, tenant_id, project_id, workflow_id, graph_hash, trigger_node) values ($2, $1, $2, $2, 'h', 't')`,
  ],
  [
    'runs',
    `insert into runs (tenant_id, id, project_id, workflow_id, graph_hash, mode, trigger_node, status, created_at, finished_at, retention_class, seq) values ($1, $2, $2, $2, 'h', 'production', 't', 'succeeded', now(), now(), 30, 0)`,
  ],
  [
    'run_facts',
    `insert into run_facts (tenant_id, run_id, seq, epoch, facts, retention_class) values ($1, $2, 0, 0, '[]', 30)`,
  ],
  [
    'receipts',
    `insert into receipts (tenant_id, run_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, retention_class) values ($1, $2, 's', 'e', 1, 'intended', 'k', '', now(), 30)`,
  ],
  ['run_gates', `insert into run_gates (tenant_id, workflow_id, concurrency) values ($1, $2, 1)`],
  ['kept_signals', `insert into kept_signals (tenant_id, run_id, signal, sent_by) values ($1, $2, 's', 'u')`],
  [
    'debounces',
    `insert into debounces (tenant_id, source, key, run_id, expires_at) values ($1, 's', 'k', $2, now())`,
  ],
  [
    'dead_letters',
    `insert into dead_letters (tenant_id, run_id, workflow_id, category, code, message, retention_class) values ($1, $2, $2, 'internal', 'c', '', 30)`,
  ],
  [
    'workflow_memory',
    `insert into workflow_memory (tenant_id, workflow_id, scope, key) values ($1, $2, 's', 'k')`,
  ],
  ['waits', `insert into waits (tenant_id, run_id, step_key, kind) values ($1, $2, 's', 'timer')`],
  [
    'live_interest',
    `insert into live_interest (web_id, tenant_id, topic, expires_at) values ('w', $1, $2, now())`,
  ],
];
/** Made with the tenant itself. */
const MADE_BY_BUILDER = ['memberships', 'projects', 'audit'];

let database: TestDatabase;
let db: Database;
let mine: BuiltTenant;
let theirs: BuiltTenant;
let theirId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  const deps = peopleDeps(database);
  mine = await aTenant(deps);
  theirs = await aTenant(deps);
  theirId = deps.ids.uuid7();
  for (const [, sql] of ROWS) await database.query(written(sql, theirs.id, theirId));
});
afterAll(() => database.drop());

const tenantTables = [...ROWS.map(([table]) => table), ...MADE_BY_BUILDER];

test('these tests know every tenant table', async () => {
  const found = await database.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  expect(found.map((row) => row.name)).toEqual([...tenantTables].sort());
});

describe.each(tenantTables)('%s', (table) => {
  test("another tenant's rows are there, and neither seen, changed nor deleted", async () => {
    const [count] = await database.query<{ n: number }>(
      `select count(*)::int as n from ${table} where tenant_id = $1`,
      [theirs.id],
    );
    expect(count?.n).toBeGreaterThan(0);
    const seen = await db.withTenant({ tenantId: mine.id }, (tx) =>
      tx.$queryRawUnsafe(`select 1 from ${table} where tenant_id = $1::uuid`, theirs.id),
    );
    expect(seen).toEqual([]);
    for (const sql of [
      `update ${table} set tenant_id = tenant_id where tenant_id = $1::uuid`,
      `delete from ${table} where tenant_id = $1::uuid`,
    ]) {
      const touched = await db
        .withTenant({ tenantId: mine.id }, (tx) => tx.$executeRawUnsafe(sql, theirs.id))
        .catch((error: unknown) => (isDenied(error) ? 0 : Promise.reject(error as Error)));
      expect(touched).toBe(0);
    }
  });

  test('nothing is seen without a tenant', async () => {
    const { rows } = await db.app.query(`select 1 from ${table}`);
    expect(rows).toEqual([]);
  });
});

describe.each(ROWS.filter(([table]) => !['usage_minutes', 'runs', 'receipts'].includes(table)))(
  '%s',
  (_table, sql) => {
    test("a row cannot be written into another tenant's name", async () => {
      const id = peopleDeps(database).ids.uuid7();
      // From a scope that sees nothing of theirs; statements that copy from their rows would find none, so values stand in.
      const literal = sql.replace(
        /select (.*?) from projects where tenant_id = \$1 limit 1/,
        (_, values: string) => `values (${values.replace(/\bid\b/, '$2')})`,
      );
      const text = written(literal, theirs.id, id);
      await expect(
        db.withTenant({ tenantId: mine.id }, (tx) => tx.$executeRawUnsafe(text)),
      ).rejects.toSatisfy(isDenied);
    });
  },
);

test("a child cannot point at another tenant's parent", async () => {
  const [project] = await database.query<{ id: string }>('select id from projects where tenant_id = $1', [
    theirs.id,
  ]);
  const attempt = db.withTenant({ tenantId: mine.id }, (tx) =>
    tx.workflow.create({ data: { tenantId: mine.id, id: theirId, projectId: project?.id ?? '', name: 'x' } }),
  );
  await expect(attempt).rejects.toMatchObject({ code: 'P2003' });
  const draft = db.withTenant({ tenantId: mine.id }, (tx) =>
    tx.draft.create({
      data: { tenantId: mine.id, workflowId: theirId, doc: new Uint8Array(), graph: {}, updatedBy: 'x' },
    }),
  );
  await expect(draft).rejects.toMatchObject({ code: 'P2003' });
});

test('partitions are closed to the app and the runner; the parent is not', async () => {
  const [leaf] = await database.query<{ name: string }>(
    `select tableoid::regclass::text as name from runs where tenant_id = $1`,
    [theirs.id],
  );
  expect(leaf?.name).toMatch(/^heddle_parts\.runs_30_\d{8}$/);
  for (const pool of [db.app, db.runner]) {
    await expect(pool.query(`select * from ${leaf?.name}`)).rejects.toMatchObject({ code: '42501' });
  }
  expect((await db.runner.query('select tenant_id from runs')).rows).toEqual([{ tenant_id: theirs.id }]);
});

test('a tenant sees the names of its members, never their passwords, and nobody else', async () => {
  const stranger = await aUser(peopleDeps(database));
  const [users, passwords, sessions] = await db.withTenant({ tenantId: mine.id }, async (tx) => [
    await tx.user.findMany({ select: { id: true } }),
    await tx.password.findMany(),
    await tx.session.findMany(),
  ]);
  expect(users).toEqual([{ id: mine.owner.id }]);
  expect(passwords).toEqual([]);
  expect(sessions).toEqual([]);
  const own = await db.withUser({ userId: stranger.id }, (tx) => tx.password.count());
  expect(own).toBe(1);
});

test('the tables behind the lookups are closed to the app', async () => {
  for (const table of ['setup_tokens', 'sign_in_attempts']) {
    await expect(db.app.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
  }
});

test('the runner does not reach people, keys or secrets of the lookups', async () => {
  for (const table of [
    'users',
    'passwords',
    'sessions',
    'api_keys',
    'invites',
    'memberships',
    'setup_tokens',
    'audit',
  ]) {
    await expect(db.runner.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
  }
});

test('audit entries are neither changed nor deleted by the app', async () => {
  for (const sql of [`update audit set action = 'x'`, 'delete from audit']) {
    await expect(db.withTenant({ tenantId: mine.id }, (tx) => tx.$executeRawUnsafe(sql))).rejects.toSatisfy(
      isDenied,
    );
  }
  await expect(database.query(`update audit set action = 'x'`)).rejects.toThrow('never changed');
});

test('an error inside a transaction undoes all of it', async () => {
  const attempt = db.withTenant({ tenantId: mine.id }, async (tx) => {
    await tx.tenant.update({ where: { id: mine.id }, data: { name: 'Changed' } });
    throw new Error('stop');
  });
  await expect(attempt).rejects.toThrow('stop');
  const [row] = await database.query<{ name: string }>('select name from tenants where id = $1', [mine.id]);
  expect(row?.name).not.toBe('Changed');
});

test('many transactions of two tenants at once never mix', async () => {
  const seen = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const tenant = index % 2 === 0 ? mine : theirs;
      const rows = await db.withTenant({ tenantId: tenant.id }, async (tx) => {
        await tx.project.count();
        return tx.tenant.findMany({ select: { id: true } });
      });
      return rows.length === 1 && rows[0]?.id === tenant.id;
    }),
  );
  expect(seen).not.toContain(false);
});

test('a scope that is no id is refused before it reaches the database', async () => {
  const scope = { tenantId: `x', true); drop table users; --` };
  expect(() => db.withTenant(scope, (tx) => tx.tenant.count())).toThrow(
    expect.objectContaining({ code: 'database.bad-scope' }),
  );
});

/** Ids stand in the text: as parameters they would need one type each. */
function written(sql: string, tenantId: string, id: string): string {
  return sql.replaceAll('$1', `'${tenantId}'`).replaceAll('$2', `'${id}'`);
}

function isDenied(error: unknown): boolean {
  return String((error as Error).message).includes('42501') || JSON.stringify(error).includes('42501');
}
