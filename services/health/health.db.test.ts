import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcePresence } from '@/infra/processes/presence';
import { startRun } from '@/services/runs/start-run';
import { aMember, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestProduct, silentLog, type TestProduct } from '@/testing/product/test-product';
import { getHealth, type HealthDeps } from './get-health';

let product: TestProduct;
let deps: HealthDeps;
let other: BuiltTenant;

beforeAll(async () => {
  product = await createTestProduct();
  deps = { ...product.deps, config: { dataDir: product.blobs, blobs: product.blobs, usesRedis: false } };
  other = await aTenant(product.deps);
  await product.startWorker();
});
afterAll(() => product.close());

describe('getHealth', () => {
  it('shows the processes that live, and says what is wrong', async () => {
    const { db } = product.database;
    const presence = await announcePresence({
      id: randomUUID(),
      kind: 'web',
      runner: db.runner,
      pools: {},
      log: silentLog,
    });
    const health = await getHealth(deps, product.tenant.scope);
    expect(health.processes.map(({ kind, pid }) => ({ kind, pid }))).toEqual([
      { kind: 'web', pid: process.pid },
      { kind: 'worker', pid: process.pid },
    ]);
    expect(health.checks.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'database.fine',
        'isolation.fine',
        'workers.fine',
        'lag.fine',
        'transport.database',
        'clock.fine',
        'files.fine',
        'partitions.fine',
        'keys.fine',
        'backup.none',
      ]),
    );
    await presence.close();
    expect((await getHealth(deps, product.tenant.scope)).processes.map(({ kind }) => kind)).toEqual([
      'worker',
    ]);
  });

  it('counts the runs of this tenant alone', async () => {
    const workflowId = await product.publish({
      format: 'heddle.workflow/1',
      name: 'Counted',
      nodes: [{ id: 'start', type: 'manual-trigger', name: 'Start', position: { x: 0, y: 0 } }],
      edges: [],
    });
    await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published', wait: true });
    expect((await getHealth(deps, product.tenant.scope)).runs).toEqual({ live: {}, day: { succeeded: 1 } });
    expect((await getHealth(deps, other.scope)).runs).toEqual({ live: {}, day: {} });
  });

  it('counts the credentials of this tenant alone, also those that no key opens', async () => {
    await product.database.query(
      `insert into credentials (tenant_id, id, project_id, type, name, key_id, wrapped_key, sealed, created_by)
        select tenant_id, id, id, 't', 'n', 'lost', '\\x00', '\\x00', 'test' from projects where tenant_id = $1`,
      [other.id],
    );
    const keysOf = async (tenant: BuiltTenant) =>
      (await getHealth(deps, tenant.scope)).checks.find(({ name }) => name === 'keys');
    expect(await keysOf(product.tenant)).toMatchObject({ level: 'ok', params: { credentials: 0 } });
    expect(await keysOf(other)).toMatchObject({
      level: 'problem',
      params: { unreadable: 1, credentials: 1 },
    });
  });

  it('is for those who run the installation', async () => {
    for (const role of ['developer', 'operator', 'viewer'] as const) {
      const { scope } = await aMember(product.deps, product.tenant, { role });
      await expect(getHealth(deps, scope)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const { scope } = await aMember(product.deps, product.tenant, { role: 'admin' });
    await expect(getHealth(deps, scope)).resolves.toBeDefined();
  });
});
