import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { updateTenant } from '@/services/tenants/update-tenant';
import { getTenant } from '@/services/tenants/get-tenant';
import type { WorkflowDeps } from '@/services/workflows/workflow-deps';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { silentBus } from '@/testing/database/silent-bus';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import { listFires } from './list-fires';
import { previewSchedule } from './preview-schedule';

let database: TestDatabase;
let deps: WorkflowDeps;
let home: BuiltTenant;
let other: BuiltTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = {
    ...peopleDeps(database),
    clock: { now: () => Date.UTC(2026, 10, 21, 12) },
    catalog: createCatalog(definitions),
    bus: silentBus(),
  };
  home = await aTenant(deps);
  other = await aTenant(deps);
});
afterAll(() => database.drop());

describe('preview', () => {
  const preview = (rules: object[], rest: object = {}) =>
    previewSchedule(deps, home.scope, { parameters: { rules, ...rest }, timezone: 'Europe/Zurich' });

  it('gives the next five times, in the workflow’s zone or the schedule’s own', async () => {
    expect(await preview([{ every: 'days', at: '09:00' }])).toEqual({
      next: [22, 23, 24, 25, 26].map((day) => `2026-11-${day}T08:00:00.000Z`),
      timezone: 'Europe/Zurich',
      problem: null,
    });
    const tokyo = await preview([{ every: 'days', at: '09:00' }], { timezone: 'Asia/Tokyo' });
    expect(tokyo).toMatchObject({
      timezone: 'Asia/Tokyo',
      next: expect.arrayContaining(['2026-11-22T00:00:00.000Z']) as unknown,
    });
  });

  it('says what is wrong in place of times', async () => {
    expect(await preview([{ every: 'cron', expression: '61 * * * *' }])).toMatchObject({
      next: [],
      problem: { code: 'schedule.bad-cron', path: 'parameters.rules.0.expression' },
    });
    expect(await preview([{ every: 'nonsense' }])).toMatchObject({
      problem: { code: 'schedule.incomplete' },
    });
  });

  it('refuses seconds until an admin allows them', async () => {
    const often = [{ every: 'seconds', interval: 15 }];
    expect(await preview(often)).toMatchObject({ problem: { code: 'schedule.too-frequent' } });
    expect(await getTenant(deps, home.scope)).toMatchObject({ minScheduleSeconds: 60 });
    const changed = await updateTenant(deps, home.scope, { minScheduleSeconds: 10 });
    expect(changed).toMatchObject({ minScheduleSeconds: 10 });
    expect((await preview(often)).next[1]).toBe('2026-11-21T12:00:30.000Z');
    const [entry] = await database.query<{ details: object }>(
      "select details from audit where tenant_id = $1 and action = 'tenant.update'",
      [home.id],
    );
    expect(entry?.details).toEqual({ changed: ['minScheduleSeconds'], minScheduleSeconds: 10 });
  });
});

describe('history', () => {
  it('pages from the newest, and is the tenant’s alone', async () => {
    const { id } = await createWorkflow(deps, home.scope, {});
    for (let minute = 0; minute < 3; minute += 1) {
      await database.query(
        `insert into schedule_fires (tenant_id, workflow_id, node_id, version, outcome, reason, due_at, last_due_at, ticks)
         values ($1, $2, 'tick', 1, 'skipped', 'missed', $3, $3, 4)`,
        [home.id, id, new Date(Date.UTC(2026, 10, 21, 12, minute))],
      );
    }
    const first = await listFires(deps, home.scope, { workflowId: id, limit: 2 });
    expect(first.items.map((fire) => fire.dueAt)).toEqual([
      '2026-11-21T12:02:00.000Z',
      '2026-11-21T12:01:00.000Z',
    ]);
    expect(first.items[0]).toMatchObject({ outcome: 'skipped', reason: 'missed', ticks: 4, runId: null });
    const rest = await listFires(deps, home.scope, { workflowId: id, cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({ items: [{ dueAt: '2026-11-21T12:00:00.000Z' }], nextCursor: null });
    expect((await listFires(deps, home.scope, { workflowId: id, nodeId: 'else' })).items).toEqual([]);
    await expect(listFires(deps, other.scope, { workflowId: id })).rejects.toMatchObject({
      code: 'workflow.not-found',
    });
    await expect(listFires(deps, home.scope, { workflowId: id, cursor: 'x' })).rejects.toMatchObject({
      code: 'list.bad-cursor',
    });
  });
});
