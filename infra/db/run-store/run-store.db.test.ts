/** The store in PostgreSQL keeps the rules that the one in memory is held to. */
import { afterAll, beforeAll } from 'vitest';
import { aTenant } from '@/testing/builders/people';
import { createTestDatabase, type TestDatabase } from '@/testing/database/test-database';
import { peopleDeps } from '@/testing/database/test-deps';
import type { RunLook } from '@/testing/simulator/store-fixtures';
import { describeStore } from '@/testing/simulator/store-scenarios';
import { decodeHanded } from './handed-runs';
import { insertIntoHands, insertRuns, type NewRun } from './insert-runs';
import { continueLiveRun, pauseLiveRun } from './pause-run';
import { createRunStore } from './run-store';
import { requestCancel, resolveWait } from './steer-run';
import { takeBackRun } from './take-back-run';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ id: tenantId } = await aTenant(peopleDeps(database)));
});
afterAll(() => database.drop());

describeStore('in PostgreSQL', async () => {
  for (const table of ['run_live', 'workers', 'waits']) await database.query(`delete from ${table}`);
  const { db } = database;
  const tenant = { tenantId };
  return {
    tenantId,
    store: createRunStore(db.runner),
    accept: (runs, handTo) => accept(runs, handTo ?? null),
    requestCancel: (input) => db.withTenant(tenant, (tx) => requestCancel(tx, { ...tenant, ...input })),
    resolveWait: (input) => db.withTenant(tenant, (tx) => resolveWait(tx, { ...tenant, ...input })),
    takeBack: (input) => db.withTenant(tenant, (tx) => takeBackRun(tx, { ...tenant, ...input })),
    pause: (input) =>
      db.withTenant(
        tenant,
        async (tx) => (await pauseLiveRun(tx, { ...tenant, ...input }))?.outcome ?? 'none',
      ),
    continueRun: (input) =>
      db.withTenant(
        tenant,
        async (tx) => (await continueLiveRun(tx, { ...tenant, ...input }))?.outcome ?? 'none',
      ),
    look,
  };
});

async function accept(runs: readonly NewRun[], workerId: string | null) {
  const { runner } = database.db;
  if (workerId === null) return insertRuns(runner, runs, { notify: false });
  const { outcomes, messages } = await insertIntoHands(runner, runs, { workerId, notify: false });
  const handed = new Map(messages.flatMap(decodeHanded).map((row) => [row.id, row]));
  return outcomes.map((outcome) => {
    const row = handed.get(outcome.runId);
    return row ? { ...outcome, handed: row } : outcome;
  });
}

async function look(runId: string): Promise<RunLook> {
  const [live] = await database.query<NonNullable<RunLook['live']>>(
    `select status, epoch, seq, deaths::int, worker_id is not null as "isHeld", due_at is not null as "hasDue",
      -- Due times are rounded to the millisecond, up as well as down: held against a time that is rounded likewise.
      coalesce(due_at <= now()::timestamptz(3), false) as "isDue", cancel_requested_by as "cancelRequestedBy", steer from run_live where id = $1`,
    [runId],
  );
  const [history] = await database.query<NonNullable<RunLook['history']>>(
    'select status, seq, step_count as "stepCount" from runs where id = $1',
    [runId],
  );
  const lines = async (text: string) =>
    (await database.query<{ line: string }>(text, [runId])).map(({ line }) => line);
  return {
    live: live ?? null,
    history: history ?? null,
    log: await lines(
      `select seq || '#' || epoch || ' ' || (select string_agg(f->>'kind', ' ') from json_array_elements(facts::json) f) as line
        from run_facts where run_id = $1 order by seq`,
    ),
    receipts: await lines(
      `select concat_ws(' ', step_key, effect, status, idempotency_key, round(extract(epoch from intended_at) * 1000)::bigint) as line
        from receipts where run_id = $1 order by step_key, effect`,
    ),
    waits: await lines(
      `select concat_ws(' ', step_key, kind, case when resolved_at is null then 'open'
          else coalesce(resolution::text, 'null') || ' by ' || coalesce(resolved_by, 'null') end, signal) as line
        from waits where run_id = $1 order by step_key`,
    ),
  };
}
