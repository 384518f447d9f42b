/**
 * Reading runs for a person or program of one tenant. A run is a row of `run_live` until it ends and of `runs`
 * afterwards; readers see one list.
 */
import type pg from 'pg';
import type { RunError, RunStatus, Fact } from '@/core/engine/types';
import type { PortData } from '@/core/items/item';
import type { RunAnswer } from '@/core/node-kit/executor';
import { readAsTenant } from './read-as-tenant';

export interface StoredRun {
  id: string;
  workflowId: string;
  workflowName: string;
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  trigger: string;
  status: RunStatus;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  error: RunError | null;
  output: PortData | null;
  answer: RunAnswer | null;
  flags: string[];
  seq: number;
  /** A worker holds it right now. */
  held: boolean;
  parentRunId: string | null;
  startedBy: string | null;
  triggerKind: string | null;
}

const FIELDS = `r.id, r.workflow_id as "workflowId", w.name as "workflowName", r.version, r.graph_hash as "graphHash", r.mode,
  r.trigger_node as trigger, r.status, r.created_at as "createdAt", r.started_at as "startedAt",
  r.parent_run_id as "parentRunId", r.started_by as "startedBy", r.trigger_kind as "triggerKind"`;
/** Select of live runs, aliased `r`; add the condition. */
export const LIVE_RUNS = `select ${FIELDS}, null::timestamptz as "finishedAt", null::json as error, null::json as output, r.answer, r.flags,
  r.seq, r.worker_id is not null as held from run_live r join workflows w on w.tenant_id = r.tenant_id and w.id = r.workflow_id`;
/** The same of finished ones. */
export const DONE_RUNS = `select ${FIELDS}, r.finished_at as "finishedAt", r.error, r.output, r.answer, r.flags, r.seq, false as held
  from runs r join workflows w on w.tenant_id = r.tenant_id and w.id = r.workflow_id`;

/** The run, or undefined when this tenant has none of that id. */
export function findRun(app: pg.Pool, tenantId: string, runId: string): Promise<StoredRun | undefined> {
  return readAsTenant(app, tenantId, (client) => selectRun(client, tenantId, runId));
}

async function selectRun(
  client: pg.PoolClient,
  tenantId: string,
  runId: string,
): Promise<StoredRun | undefined> {
  const { rows } = await client.query<StoredRun>({
    name: 'find-run',
    text: `${DONE_RUNS} where r.tenant_id = $1 and r.id = $2 union all ${LIVE_RUNS} where r.tenant_id = $1 and r.id = $2 limit 1`,
    values: [tenantId, runId],
  });
  return rows[0];
}

/** The run with its whole log, read in one snapshot. */
export function findRunWithFacts(
  app: pg.Pool,
  tenantId: string,
  runId: string,
): Promise<(RunWithLog & { facts: Fact[]; seq: number }) | undefined> {
  return readAsTenant(app, tenantId, async (client) => {
    const run = await selectRun(client, tenantId, runId);
    if (!run) return undefined;
    const { rows } = await client.query<{ seq: number; facts: Fact[] }>({
      name: 'read-run-facts',
      text: 'select seq, facts from run_facts where tenant_id = $1 and run_id = $2 order by seq',
      values: [tenantId, runId],
    });
    return { run, rows, facts: rows.flatMap((row) => row.facts), seq: rows.at(-1)?.seq ?? 0 };
  });
}

/** A run's row, and its log by row. */
export interface RunWithLog {
  run: StoredRun;
  rows: { seq: number; facts: Fact[] }[];
}

/** Several runs with their whole logs, read in one snapshot and one round trip; those this tenant does not have are left out. */
export function findRunsWithFacts(
  app: pg.Pool,
  tenantId: string,
  runIds: readonly string[],
): Promise<RunWithLog[]> {
  return readAsTenant(app, tenantId, async (client) => {
    const values = [tenantId, runIds];
    const [runs, logs] = await Promise.all([
      client.query<StoredRun>({
        name: 'find-runs',
        text: `${DONE_RUNS} where r.tenant_id = $1 and r.id = any($2::uuid[]) union all ${LIVE_RUNS} where r.tenant_id = $1 and r.id = any($2::uuid[])`,
        values,
      }),
      client.query<{ runId: string; seq: number; facts: Fact[] }>({
        name: 'read-logs',
        text: `select run_id as "runId", seq, facts from run_facts where tenant_id = $1 and run_id = any($2::uuid[]) order by run_id, seq`,
        values,
      }),
    ]);
    const byRun = new Map<string, { seq: number; facts: Fact[] }[]>();
    for (const { runId, ...row } of logs.rows) {
      const known = byRun.get(runId);
      if (known) known.push(row);
      else byRun.set(runId, [row]);
    }
    return runs.rows.map((run) => ({ run, rows: byRun.get(run.id) ?? [] }));
  });
}
