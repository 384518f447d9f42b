import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { createIds } from '@/infra/ids/ids';
import { systemClock } from '@/infra/clock/clock';

let test1: TestDatabase;
beforeAll(async () => { test1 = await createTestDatabase(); });
afterAll(async () => { await test1.drop(); });

test('tx', async () => {
  const ids = createIds(systemClock);
  const tenantId = ids.uuid7();
  await test1.db.check();
  await test1.db.withTenant({ tenantId }, (tx) => tx.tenant.create({ data: { id: tenantId, slug: 'aa', name: 'A', effectSecret: new Uint8Array(32) } }));
  expect(await test1.db.withTenant({ tenantId: ids.uuid7() }, (tx) => tx.tenant.findMany())).toEqual([]);
  expect(await test1.db.withTenant({ tenantId }, (tx) => tx.tenant.findMany())).toHaveLength(1);
  expect(await test1.db.lookup.tenantBySlug('aa')).toMatchObject({ id: tenantId });
  expect(await test1.db.lookup.setupNeeded()).toBe(true);
});
