import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { createDatabase } from './database';
import { readAsTenant } from './run-store/read-as-tenant';

let database: TestDatabase;
let deps: PeopleDeps;
let tenant: BuiltTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = peopleDeps(database);
});
beforeEach(async () => {
  tenant = await aTenant(deps);
});
afterAll(() => database.drop());

test('times keep their moment on the way in and out, in whatever zone the server lives', async () => {
  await database.query(
    `alter database ${new URL(database.url).pathname.slice(1)} set timezone = 'Asia/Tokyo'`,
  );
  const db = createDatabase({ url: database.url, appConnections: 1, runnerConnections: 1 });
  const expiresAt = new Date('2026-07-01T12:34:56.789Z');
  await db.withTenant({ tenantId: tenant.id }, (tx) =>
    tx.file.create({
      data: {
        tenantId: tenant.id,
        id: deps.ids.uuid7(),
        blobKey: 'b',
        name: 'f',
        mediaType: 't',
        sizeBytes: 1,
        expiresAt,
      },
    }),
  );
  const [file] = await db.withTenant({ tenantId: tenant.id }, (tx) => tx.file.findMany());
  expect(file?.expiresAt).toEqual(expiresAt);
  const [row] = await database.query<{ at: string }>(
    `select (expires_at at time zone 'UTC')::text as at from files`,
  );
  expect(row?.at).toBe('2026-07-01 12:34:56.789');
  await db.close();
});

test('options of the URL are kept but cannot take the role away', async () => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c role=none -c statement_timeout=7s');
  const db = createDatabase({ url: url.href, appConnections: 1, runnerConnections: 1 });
  await db.check();
  const { rows } = await db.app.query('show statement_timeout');
  expect(rows).toEqual([{ statement_timeout: '7s' }]);
  await db.close();
});

test('a transaction outlives a connection that broke: the error is given, the pool recovers', async () => {
  const broken = deps.db.withTenant({ tenantId: tenant.id }, async (tx) => {
    await tx.$queryRaw`select pg_terminate_backend(pg_backend_pid()) is null as x`.catch(() => undefined);
    return tx.tenant.count();
  });
  await expect(broken).rejects.toThrow();
  expect(await deps.db.withTenant({ tenantId: tenant.id }, (tx) => tx.tenant.count())).toBe(1);
});

test('an unreachable database is said in words', async () => {
  const db = createDatabase({ url: 'postgresql://u:secret@127.0.0.1:1/none' });
  await expect(db.check()).rejects.toMatchObject({ code: 'database.unreachable' });
  await db.close();
});

test('webhook routes and listeners are found by the slug of their tenant alone', async () => {
  const { id: tenantId, slug } = tenant;
  const workflowId = deps.ids.uuid7();
  const projectId = await deps.db.withTenant({ tenantId }, async (tx) => {
    const project = await tx.project.findFirstOrThrow({ where: { tenantId } });
    await tx.workflow.create({ data: { tenantId, id: workflowId, projectId: project.id, name: 'W' } });
    await tx.graph.create({ data: { tenantId, hash: 'h1', graph: {} } });
    await tx.version.create({ data: { tenantId, workflowId, number: 1, graphHash: 'h1', createdBy: 'x' } });
    const where = {
      tenantId,
      workflowId,
      nodeId: 'n',
      path: 'orders/:id',
      method: 'POST',
      config: { respond: 'immediately' },
    };
    await tx.webhookRoute.create({ data: { ...where, version: 1 } });
    const listener = { ...where, graphHash: 'h2', userId: tenant.owner.id };
    const soon = Date.now() + 60_000;
    await tx.webhookListener.create({ data: { ...listener, expiresAt: new Date(soon) } });
    await tx.webhookListener.create({
      data: { ...listener, method: 'GET', expiresAt: new Date(soon - 120_000) },
    });
    return project.id;
  });
  const shared = {
    tenantId,
    retentionClass: 30,
    projectId,
    workflowId,
    nodeId: 'n',
    path: 'orders/:id',
    method: 'POST',
    config: { respond: 'immediately' },
  };
  expect(await deps.db.lookup.webhookRoutes(slug)).toEqual([{ ...shared, version: 1, graphHash: 'h1' }]);
  expect(await deps.db.lookup.webhookListeners(slug)).toEqual([
    { ...shared, version: null, graphHash: 'h2', userId: tenant.owner.id },
  ]);
  const other = await aTenant(deps);
  expect(await deps.db.lookup.webhookRoutes(other.slug)).toEqual([]);
  expect(await deps.db.lookup.webhookRoutes('nobody')).toEqual([]);
});

test('what is read as a tenant is of one moment, so that a run and its log belong together', async () => {
  const counted = await readAsTenant(deps.db.app, tenant.id, async (client) => {
    const count = async () =>
      (await client.query<{ n: number }>('select count(*)::int as n from files')).rows[0]?.n;
    const before = await count();
    await deps.db.withTenant({ tenantId: tenant.id }, (tx) =>
      tx.file.create({
        data: {
          ...{ tenantId: tenant.id, id: deps.ids.uuid7() },
          ...{ blobKey: 'b', name: 'f', mediaType: 't', sizeBytes: 1 },
        },
      }),
    );
    return [before, await count()];
  });
  expect(counted).toEqual([0, 0]);
});
