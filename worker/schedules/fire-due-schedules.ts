/**
 * Turns due ticks into runs. Everything a tick leads to is written in one transaction that holds its trigger's lock: after
 * a crash either all of it is there or none, and the tick is still due. Two workers never handle the same tick.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { dueAtOf } from '@/core/schedule/next-fires';
import { planTicks } from '@/core/schedule/plan-ticks';
import { readSchedule, type Schedule } from '@/core/schedule/schedule';
import { scheduleItem } from '@/core/schedule/schedule-item';
import type { BlobStore } from '@/infra/blobs/blob-store';
import {
  advanceSchedules,
  claimDueSchedules,
  insertFires,
  type Advance,
  type DueSchedule,
  type FireRow,
} from '@/infra/db/run-store/due-schedules';
import type { Limits } from '@/core/limits/limits';
import { insertRuns, type NewRun } from '@/infra/db/run-store/insert-runs';
import { createIds } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import { buildNewRun } from '@/services/runs/new-run';

export interface FireDeps {
  runner: pg.Pool;
  blobs: BlobStore;
  log: Log;
  /** What the tenant may have how much of. */
  limitsOf(tenantId: string): Promise<Limits>;
  /** The transaction itself tells workers with its commit. */
  notifies: () => boolean;
}

/** A repeat of a tick within this time finds its run; the lock makes that impossible, and this makes sure. */
const DEDUP_TTL_MS = 7 * 24 * 3_600_000;
const OUTPUT_PORT = 'main';

export interface Fired {
  schedules: number;
  runs: number;
  /** Set when nothing was written: what the database said, and the triggers that it was about. */
  failed: { triggerIds: string[]; error: unknown } | null;
}

/** Handles what is due, so many schedules at most. Rejects when it is not these schedules' fault. */
export async function fireDueSchedules(
  deps: FireDeps,
  input: { limit: number; except: readonly string[] },
): Promise<Fired> {
  const client = await deps.runner.connect();
  let broken = false;
  let due: DueSchedule[] = [];
  try {
    await client.query('begin');
    due = await claimDueSchedules(client, input);
    const runs = due.length === 0 ? 0 : await handle(deps, client, due);
    await client.query('commit');
    return { schedules: due.length, runs, failed: null };
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    if (due.length === 0 || broken) throw error;
    return { schedules: 0, runs: 0, failed: { triggerIds: due.map((row) => row.triggerId), error } };
  } finally {
    client.release(broken);
  }
}

/** All that the ticks lead to. Gives back how many runs were started. */
async function handle(deps: FireDeps, client: pg.PoolClient, due: readonly DueSchedule[]): Promise<number> {
  const decisions = due.map((row) => decide(row, deps.log));
  const runs = await Promise.all(decisions.flatMap(({ row, fires }) => newRuns(deps, row, fires)));
  const inserted = runs.length === 0 ? [] : await insertRuns(client, runs, { notify: deps.notifies() });
  await insertFires(
    client,
    tellFires(
      decisions,
      inserted.map(({ runId }) => runId),
    ),
  );
  await advanceSchedules(
    client,
    decisions.map(({ advance }) => advance),
  );
  return runs.length;
}

interface Decision {
  row: DueSchedule;
  fires: Fire[];
  skipped: FireRow[];
  advance: Advance;
}

interface Fire {
  tickMs: number;
  schedule: Schedule;
}

function decide(row: DueSchedule, log: Log): Decision {
  const read = readSchedule(row.config, 'UTC');
  const { tenantId, triggerId } = row;
  if (!read.ok) {
    // Publishing let it through, so this is our fault: it must not hold up the others, and people must see it.
    log.error(
      { code: 'schedule.unreadable', tenantId, workflowId: row.workflowId, path: read.path },
      'A schedule cannot be read and is switched off until its workflow is published again.',
    );
    const dueAtMs = row.dueAt.getTime();
    const skip = { reason: 'unreadable', firstMs: dueAtMs, lastMs: dueAtMs, count: 1 };
    return { row, fires: [], skipped: [skipRow(row, skip)], advance: { tenantId, triggerId, next: null } };
  }
  const { schedule } = read;
  const plan = planTicks({
    schedule,
    nextMs: row.tickMs ?? row.dueAt.getTime(),
    nowMs: row.now.getTime(),
    isRunning: row.isRunning,
    seed: triggerId,
  });
  return {
    row,
    fires: plan.fires.map((tickMs) => ({ tickMs, schedule })),
    skipped: plan.skipped.map((skip) => skipRow(row, skip)),
    advance: {
      ...{ tenantId, triggerId },
      next:
        plan.nextMs === null
          ? null
          : { tickMs: plan.nextMs, dueAtMs: dueAtOf(schedule, plan.nextMs, triggerId) },
    },
  };
}

/** Runs of one schedule, in the order of their ticks. Ids and times are of the database's clock. */
function newRuns(deps: FireDeps, row: DueSchedule, fires: readonly Fire[]): Promise<NewRun>[] {
  const clock = { now: () => row.now.getTime() };
  const ids = createIds(clock);
  return fires.map(async ({ tickMs, schedule }) => {
    const item = scheduleItem({
      ...{ scheduledForMs: tickMs, firedAtMs: clock.now() },
      timezone: schedule.timezone,
      words: schedule.words,
    });
    const key = new Date(tickMs).toISOString();
    return buildNewRun(
      { clock, ids, blobs: deps.blobs },
      {
        id: ids.uuid7(),
        tenantId: row.tenantId,
        projectId: row.projectId,
        workflowId: row.workflowId,
        version: row.version,
        graphHash: row.graphHash,
        retentionClass: row.retentionClass,
        trigger: { nodeId: row.nodeId, outputPort: OUTPUT_PORT, kind: 'schedule' },
        items: [{ json: item }],
        replyTo: null,
        flags: [],
        startedBy: 'schedule',
        dedup: {
          source: `schedule:${row.triggerId}`,
          key,
          bodyHash: createHash('sha256').update(key).digest('hex'),
          ttlMs: DEDUP_TTL_MS,
        },
        limits: await deps.limitsOf(row.tenantId),
      },
    );
  });
}

/** What happened, oldest tick first. Runs stand in the order of the decisions they come from. */
function tellFires(decisions: readonly Decision[], runIds: readonly string[]): FireRow[] {
  let at = 0;
  return decisions.flatMap(({ row, fires, skipped }) => {
    const fired = fires.map(({ tickMs }): FireRow => {
      const runId = runIds[at] ?? null;
      at += 1;
      return {
        ...placeOf(row),
        ...{ runId, reason: null, dueAtMs: tickMs, lastDueAtMs: tickMs, ticks: 1 },
      };
    });
    return [...skipped, ...fired].sort((one, other) => one.dueAtMs - other.dueAtMs);
  });
}

function skipRow(
  row: DueSchedule,
  skip: { reason: string; firstMs: number; lastMs: number; count: number },
): FireRow {
  return {
    ...placeOf(row),
    ...{
      runId: null,
      reason: skip.reason,
      dueAtMs: skip.firstMs,
      lastDueAtMs: skip.lastMs,
      ticks: skip.count,
    },
  };
}

function placeOf(row: DueSchedule): Pick<FireRow, 'tenantId' | 'workflowId' | 'nodeId' | 'version'> {
  return { tenantId: row.tenantId, workflowId: row.workflowId, nodeId: row.nodeId, version: row.version };
}
