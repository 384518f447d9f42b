import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMIT_NAMES, LIMITS, STANDARD_LIMITS } from '@/core/limits/limits';
import { systemClock } from '@/infra/clock/clock';
import { createLimitsReader } from '@/infra/db/limits-reader';
import { aMember, aTenant, type BuiltTenant } from '@/testing/builders/people';
import { silentBus } from '@/testing/database/silent-bus';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { listLimits } from './list-limits';
import { resetLimit } from './reset-limit';
import { setLimit, type LimitDeps } from './set-limit';

let database: TestDatabase;
let deps: LimitDeps;
let tenant: BuiltTenant;
let other: BuiltTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.db, bus: silentBus(), clock: systemClock };
  tenant = await aTenant(peopleDeps(database));
  other = await aTenant(peopleDeps(database));
});
afterAll(() => database.drop());

const shown = async (name: string, of = tenant) =>
  (await listLimits(deps, of.scope)).items.find((limit) => limit.name === name);

describe('limits of a tenant', () => {
  it('are the standard ones until somebody chooses', async () => {
    const { items } = await listLimits(deps, tenant.scope);
    expect(items.map(({ name }) => name)).toEqual(LIMIT_NAMES);
    expect(items.every(({ value, standard, isOwn }) => value === standard && !isOwn)).toBe(true);
    expect(await deps.db.limits.of(tenant.id)).toBe(STANDARD_LIMITS);
  });

  it('say who chose them, count at once, and leave other tenants alone', async () => {
    await deps.db.limits.of(tenant.id);
    await setLimit(deps, tenant.scope, { name: 'step.items', value: 7 });
    expect(await shown('step.items')).toMatchObject({ value: 7, isOwn: true, changedBy: tenant.owner.name });
    expect((await deps.db.limits.of(tenant.id))['step.items']).toBe(7);
    expect(await shown('step.items', other)).toMatchObject({
      value: 1_000_000,
      isOwn: false,
      changedAt: null,
    });
    expect(await deps.db.limits.of(other.id)).toBe(STANDARD_LIMITS);
  });

  it('go back to the standard', async () => {
    await setLimit(deps, tenant.scope, { name: 'step.calls', value: 3 });
    expect(await resetLimit(deps, tenant.scope, { name: 'step.calls' })).toEqual({
      name: 'step.calls',
      value: LIMITS['step.calls'].standard,
    });
    expect(await shown('step.calls')).toMatchObject({ isOwn: false, changedAt: null, changedBy: null });
    expect((await deps.db.limits.of(tenant.id))['step.calls']).toBe(LIMITS['step.calls'].standard);
  });

  it('stay within their range', async () => {
    const { least, most } = LIMITS['run.steps'];
    for (const value of [least - 1, most + 1]) {
      await expect(setLimit(deps, tenant.scope, { name: 'run.steps', value })).rejects.toMatchObject({
        code: 'limit.out-of-range',
        message: `Choose a whole number from ${least} to ${most}.`,
        details: { name: 'run.steps', least, most },
      });
    }
    expect(await shown('run.steps')).toMatchObject({ isOwn: false });
  });

  it('are seen by everybody and changed by admins', async () => {
    const { scope: viewer } = await aMember(peopleDeps(database), tenant, { role: 'developer' });
    expect((await listLimits(deps, viewer)).items).toHaveLength(LIMIT_NAMES.length);
    await expect(setLimit(deps, viewer, { name: 'run.steps', value: 50 })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    await expect(resetLimit(deps, viewer, { name: 'step.items' })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('leave an entry in the audit log for each change, and none where nothing changed', async () => {
    const fresh = await aTenant(peopleDeps(database));
    await setLimit(deps, fresh.scope, { name: 'run.depth', value: 5 });
    await setLimit(deps, fresh.scope, { name: 'run.depth', value: 6 });
    await resetLimit(deps, fresh.scope, { name: 'run.depth' });
    await resetLimit(deps, fresh.scope, { name: 'run.depth' });
    const rows = await database.query<{ action: string; target_id: string; details: unknown }>(
      `select action, target_id, details from audit where tenant_id = $1 and action like 'limit.%' order by id`,
      [fresh.id],
    );
    expect(rows).toEqual([
      { action: 'limit.set', target_id: 'run.depth', details: { value: 5, before: 20 } },
      { action: 'limit.set', target_id: 'run.depth', details: { value: 6, before: 5 } },
      { action: 'limit.reset', target_id: 'run.depth', details: { value: 20 } },
    ]);
  });
});

describe('the limits that a process keeps', () => {
  it('are asked for once, and again after half a minute', async () => {
    let now = 0;
    const reader = createLimitsReader(database.db.runner, () => now);
    const put = (value: number) =>
      database.query(
        `insert into limits (tenant_id, name, value) values ($1, 'step.calls', $2)
         on conflict (tenant_id, name) do update set value = $2`,
        [other.id, value],
      );
    await put(11);
    expect((await reader.of(other.id))['step.calls']).toBe(11);
    await put(12);
    now = 29_999;
    expect((await reader.of(other.id))['step.calls']).toBe(11);
    now = 30_000;
    expect((await reader.of(other.id))['step.calls']).toBe(12);
    await put(13);
    reader.forget(other.id);
    expect((await reader.of(other.id))['step.calls']).toBe(13);
  });
});
