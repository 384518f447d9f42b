import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TenantScope } from '@/core/access/tenant-scope';
import type { PortableWorkflow } from '@/core/contracts/portable-workflow';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { getRun } from '@/services/runs/get-run';
import { aTenant, type BuiltTenant } from '@/testing/builders/people';
import { createTestProduct, silentLog, type TestProduct } from '@/testing/product/test-product';
import { forgetFires, timeToNextSchedule } from '@/infra/db/run-store/due-schedules';
import { fireDueSchedules, type FireDeps } from './fire-due-schedules';

const MINUTE = 60_000;
const ALL = { limit: 20, except: [] };

let product: TestProduct;
let home: BuiltTenant;
let deps: FireDeps;

beforeAll(async () => {
  product = await createTestProduct({ hints: 'drop' });
  home = product.tenant;
  deps = {
    runner: product.database.db.runner,
    blobs: product.deps.blobs,
    log: silentLog,
    limitsOf: (tenantId) => product.deps.db.limits.of(tenantId),
    notifies: () => false,
  };
});
afterAll(() => product.close());
beforeEach(() => product.database.query('delete from triggers'));

function aFile(parameters: object, name = 'Scheduled'): PortableWorkflow {
  return {
    ...{ format: 'heddle.workflow/1', name },
    nodes: [
      {
        ...{ id: 'tick', type: 'schedule', name: 'Schedule', position: { x: 0, y: 0 } },
        parameters: { rules: [{ every: 'minutes', interval: 1 }], ...parameters },
      },
      { id: 'end', type: 'no-op', name: 'End', position: { x: 200, y: 0 } },
    ],
    edges: [{ id: 'e1', source: 'tick', target: 'end' }],
  }; // as it stands in a file: defaults are filled in on reading
}

async function published(parameters: object = {}, scope: TenantScope = home.scope): Promise<string> {
  const { id } = await createWorkflow(product.deps, scope, { file: aFile(parameters) });
  await publishWorkflow(product.deps, scope, { id });
  return id;
}

/** Puts the schedule back as if it had been due so many minutes ago and nobody had looked; gives the tick it stands at. */
async function pauseFor(workflowId: string, minutes: number): Promise<number> {
  const [row] = await product.database.query<{ tick: number }>(
    `update triggers set state = jsonb_build_object('tick', (state->>'tick')::float8 - $2),
       next_due_at = next_due_at - $2 * interval '1 millisecond'
     where workflow_id = $1 returning (state->>'tick')::float8 as tick`,
    [workflowId, minutes * MINUTE],
  );
  return row?.tick ?? 0;
}

interface Trigger {
  id: string;
  version: number;
  tick: number | null;
  due: Date | null;
  ahead: number | null;
}

async function triggerOf(workflowId: string): Promise<Trigger | undefined> {
  const rows = await product.database.query<Trigger>(
    `select id, version, (state->>'tick')::float8 as tick, next_due_at as due,
       (extract(epoch from next_due_at - now()) * 1000)::float8 as ahead from triggers where workflow_id = $1`,
    [workflowId],
  );
  return rows[0];
}

interface Fire {
  outcome: string;
  reason: string | null;
  run: string | null;
  due: Date;
  ticks: number;
}

const firesOf = (workflowId: string) =>
  product.database.query<Fire>(
    'select outcome, reason, run_id as run, due_at as due, ticks from schedule_fires where workflow_id = $1 order by due_at',
    [workflowId],
  );
const runsOf = async (workflowId: string) =>
  (
    await product.database.query<{ id: string }>(
      'select id from run_live where workflow_id = $1 order by id',
      [workflowId],
    )
  ).map(({ id }) => id);

describe('publishing', () => {
  it('registers the schedule with its next time by the database’s clock, and deleting takes it away', async () => {
    const id = await published();
    const trigger = await triggerOf(id);
    expect(trigger?.ahead).toBeGreaterThan(0);
    expect(trigger?.ahead).toBeLessThanOrEqual(MINUTE);
    expect(trigger?.due?.getTime()).toBe(trigger?.tick);
    await deleteWorkflow(product.deps, home.scope, { id });
    expect(await triggerOf(id)).toBeUndefined();
  });

  it('keeps the place of a schedule that stays as it is, and begins anew with one that changed', async () => {
    const id = await published();
    const tick = await pauseFor(id, 3);
    const before = await triggerOf(id);
    const change = async (file: PortableWorkflow) => {
      await replaceDraft(product.deps, home.scope, { id, file, ifMatch: '*' });
      await publishWorkflow(product.deps, home.scope, { id });
    };
    await change(aFile({}, 'Renamed'));
    expect(await triggerOf(id)).toMatchObject({ id: before?.id, version: 2, tick });
    await change(aFile({ rules: [{ every: 'minutes', interval: 2 }] }));
    const after = await triggerOf(id);
    expect(after).toMatchObject({ version: 3 });
    expect(after?.ahead).toBeGreaterThan(0);
  });

  it('refuses a broken cron expression and a schedule by the second, unless the tenant may', async () => {
    await expect(published({ rules: [{ every: 'cron', expression: '0 25 * * *' }] })).rejects.toMatchObject({
      ...{ code: 'workflow.has-problems' },
      details: {
        problems: [
          expect.objectContaining({
            code: 'schedule.bad-cron',
            nodeId: 'tick',
            path: 'parameters.rules.0.expression',
          }),
        ],
      },
    });
    const often = { rules: [{ every: 'seconds', interval: 10 }] };
    await expect(published(often)).rejects.toMatchObject({
      details: { problems: [expect.objectContaining({ code: 'schedule.too-frequent' })] },
    });
    const lenient = await aTenant(product.deps);
    await product.database.query("insert into limits values ($1, 'schedule.min-interval-seconds', 5)", [
      lenient.id,
    ]);
    await expect(published(often, lenient.scope)).resolves.toBeDefined();
  });
});

describe('a due tick', () => {
  it('starts a run with its time, notes it, and moves on to the next', async () => {
    const id = await published({ timezone: 'Europe/Zurich' });
    const tick = await pauseFor(id, 1);
    expect(await fireDueSchedules(deps, ALL)).toEqual({ schedules: 1, runs: 1, failed: null });
    const [runId] = await runsOf(id);
    expect(await firesOf(id)).toEqual([
      { outcome: 'fired', reason: null, run: runId, due: new Date(tick), ticks: 1 },
    ]);
    expect((await triggerOf(id))?.tick).toBe(tick + MINUTE);
    const run = await getRun(product.deps, home.scope, { id: runId ?? '', outputs: true });
    expect(run).toMatchObject({ status: 'queued', version: 1 });
    const [facts] = await product.database.query<{ item: { scheduledFor: string; timezone: string } }>(
      `select facts->0->'outputs'->'main'->'items'->0->'json' as item from run_facts where run_id = $1`,
      [runId],
    );
    expect(Date.parse(facts?.item.scheduledFor ?? '')).toBe(tick);
    expect(facts?.item.timezone).toBe('Europe/Zurich');
    expect(await fireDueSchedules(deps, ALL)).toMatchObject({ schedules: 0, runs: 0 });
  });

  it('is handled once, however many workers look at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => published()));
    await Promise.all(ids.map((id) => pauseFor(id, 1)));
    const looks = await Promise.all(
      Array.from({ length: 4 }, () => fireDueSchedules(deps, { limit: 2, except: [] })),
    );
    for (let left = 6 - looks.reduce((sum, look) => sum + look.schedules, 0); left > 0; left -= 1) {
      await fireDueSchedules(deps, ALL);
    }
    for (const id of ids) {
      expect(await runsOf(id)).toHaveLength(1);
      expect(await firesOf(id)).toHaveLength(1);
    }
  });

  it('is neither lost nor doubled when a worker dies before the commit', async () => {
    const id = await published();
    const tick = await pauseFor(id, 1);
    // The last write of the transaction fails, as if the connection were cut there.
    await product.database.query(`
      create function break_advance() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$;
      create trigger break_advance before update on triggers for each row execute function break_advance()`);
    const cut = await fireDueSchedules(deps, ALL);
    expect(cut).toMatchObject({ schedules: 0, runs: 0, failed: { triggerIds: [(await triggerOf(id))?.id] } });
    expect(await runsOf(id)).toEqual([]);
    expect(await firesOf(id)).toEqual([]);
    await product.database.query('drop trigger break_advance on triggers; drop function break_advance');
    await fireDueSchedules(deps, ALL);
    expect(await runsOf(id)).toHaveLength(1);
    expect(await firesOf(id)).toMatchObject([{ outcome: 'fired', due: new Date(tick) }]);
  });

  it('does not depend on what time this machine thinks it is', async () => {
    const id = await published();
    const honest = Date.now;
    try {
      Date.now = () => honest() + 60_000;
      expect(await fireDueSchedules(deps, ALL)).toMatchObject({ schedules: 0 });
      const wait = await timeToNextSchedule(deps.runner);
      expect(Math.abs((wait ?? 0) - ((await triggerOf(id))?.ahead ?? 0))).toBeLessThan(5000);
      await pauseFor(id, 1);
      Date.now = () => honest() - 60_000;
      expect(await fireDueSchedules(deps, ALL)).toMatchObject({ schedules: 1, runs: 1 });
    } finally {
      Date.now = honest;
    }
    const [row] = await product.database.query<{ off: number }>(
      `select abs(extract(epoch from created_at - to_timestamp((facts->0->>'at')::float8 / 1000)))::float8 as off
       from run_live l join run_facts f on f.run_id = l.id where l.workflow_id = $1`,
      [id],
    );
    expect(row?.off).toBeLessThan(5);
  });
});

describe('missed ticks', () => {
  // Ticks lie on full minutes: of those in a pause of ten minutes, the newest may still be in time.
  it.each([
    ['skip', {}, { atLeast: 0, atMost: 1 }],
    ['once', {}, { atLeast: 1, atMost: 1 }],
    ['all', { missedLimit: 4 }, { atLeast: 4, atMost: 4 }],
  ])('%s', async (missed, options, { atLeast, atMost }) => {
    const id = await published({ missed, ...options });
    const first = await pauseFor(id, 10);
    await fireDueSchedules(deps, ALL);
    const fires = await firesOf(id);
    const fired = fires.filter(({ outcome }) => outcome === 'fired');
    expect(fired.length).toBeGreaterThanOrEqual(atLeast);
    expect(fired.length).toBeLessThanOrEqual(atMost);
    expect(await runsOf(id)).toHaveLength(fired.length);
    expect(fires[0]).toMatchObject({ outcome: 'skipped', due: new Date(first) });
    expect(fires[0]?.reason).toBe(missed === 'all' ? 'over-limit' : 'missed');
    // Every tick is told of, and the schedule goes on in the future.
    const after = await triggerOf(id);
    const ticks = fires.reduce((sum, fire) => sum + fire.ticks, 0);
    expect(first + ticks * MINUTE).toBe(after?.tick);
    expect(after?.ahead).toBeGreaterThan(-1000);
  });
});

describe('overlap', () => {
  it('skips while a run goes on, and goes on when it ended', async () => {
    const id = await published({ overlap: 'skip' });
    await pauseFor(id, 1);
    await fireDueSchedules(deps, ALL);
    await pauseFor(id, 1);
    expect(await fireDueSchedules(deps, ALL)).toMatchObject({ schedules: 1, runs: 0 });
    expect((await firesOf(id)).map(({ outcome, reason }) => [outcome, reason])).toContainEqual([
      'skipped',
      'overlap',
    ]);
    const [runId] = await runsOf(id);
    const worker = await product.startWorker();
    await product.until(runId ?? '', (run) => run.status === 'succeeded');
    await worker.drain(1000);
    await product.database.query("delete from dedup where source like 'schedule:%'");
    await pauseFor(id, 1);
    expect(await fireDueSchedules(deps, ALL)).toMatchObject({ runs: 1 });
  });
});

describe('a schedule that cannot be handled', () => {
  it('is left out, and the others go on', async () => {
    const broken = await published();
    const sound = await published();
    await pauseFor(broken, 2);
    await pauseFor(sound, 1);
    await product.database.query(
      `create function refuse() returns trigger language plpgsql as $$ begin
         if new.workflow_id = '${broken}' then raise exception 'refused'; end if; return new; end $$;
       create trigger refuse before insert on schedule_fires for each row execute function refuse()`,
    );
    const all = await fireDueSchedules(deps, ALL);
    expect(all.failed?.triggerIds).toHaveLength(2);
    const one = await fireDueSchedules(deps, { limit: 1, except: [] });
    expect(one.failed?.triggerIds).toEqual([(await triggerOf(broken))?.id]);
    const rest = await fireDueSchedules(deps, { limit: 1, except: one.failed?.triggerIds ?? [] });
    expect(rest).toMatchObject({ schedules: 1, runs: 1, failed: null });
    expect(await runsOf(sound)).toHaveLength(1);
    await product.database.query('drop trigger refuse on schedule_fires; drop function refuse');
  });

  it('is switched off when its configuration cannot be read', async () => {
    const id = await published();
    await pauseFor(id, 1);
    await product.database.query(`update triggers set config = '{"rules": []}' where workflow_id = $1`, [id]);
    expect(await fireDueSchedules(deps, ALL)).toMatchObject({ schedules: 1, runs: 0 });
    expect((await triggerOf(id))?.due).toBeNull();
    expect(await firesOf(id)).toMatchObject([{ outcome: 'skipped', reason: 'unreadable' }]);
  });
});

it('a worker fires by itself, and wakes when a schedule is published', async () => {
  const worker = await product.startWorker({ hints: 'send' });
  const lenient = await aTenant(product.deps);
  await product.database.query("insert into limits values ($1, 'schedule.min-interval-seconds', 1)", [
    lenient.id,
  ]);
  const id = await published({ rules: [{ every: 'seconds', interval: 1 }] }, lenient.scope);
  const runId = await waitForFire(id);
  const run = await product.until(runId, (seen) => seen.status === 'succeeded', lenient.scope);
  expect(run.version).toBe(1);
  await worker.drain(1000);
});

it('what schedules did is forgotten after a month, or with the runs of the tenant', async () => {
  const id = await published();
  await pauseFor(id, 1);
  await fireDueSchedules(deps, ALL);
  await forgetFires(deps.runner);
  expect(await firesOf(id)).toHaveLength(1);
  await product.database.query("update schedule_fires set fired_at = now() - interval '31 days'");
  await forgetFires(deps.runner);
  expect(await firesOf(id)).toEqual([]);
});

async function waitForFire(workflowId: string): Promise<string> {
  const end = performance.now() + 15_000;
  for (;;) {
    const run = (await firesOf(workflowId)).find((fire) => fire.run !== null)?.run;
    if (run) return run;
    if (performance.now() > end) throw new Error('The schedule never fired.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
