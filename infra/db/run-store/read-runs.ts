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
}

const FIELDS = `r.id, r.workflow_id as "workflowId", w.name as "workflowName", r.version, r.graph_hash as "graphHash", r.mode,
  r.trigger_node as trigger, r.status, r.created_at as "createdAt", r.started_at as "startedAt"`;
const LIVE = `select ${FIELDS}, null::timestamptz as "finishedAt", null::json as error, null::json as output, r.answer, r.flags,
  r.seq, r.worker_id is not null as held from run_live r join workflows w on w.tenant_id = r.tenant_id and w.id = r.workflow_id`;
const DONE = `select ${FIELDS}, r.finished_at as "finishedAt", r.error, r.output, r.answer, r.flags, r.seq, false as held
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
    text: `${DONE} where r.tenant_id = $1 and r.id = $2 union all ${LIVE} where r.tenant_id = $1 and r.id = $2 limit 1`,
    values: [tenantId, runId],
  });
  return rows[0];
}

/** The run with its whole log, read in one snapshot. */
export function findRunWithFacts(
  app: pg.Pool,
  tenantId: string,
  runId: string,
): Promise<
  { run: StoredRun; rows: { seq: number; facts: Fact[] }[]; facts: Fact[]; seq: number } | undefined
> {
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

export interface RunListQuery {
  workflowId: string | null;
  statuses: readonly RunStatus[] | null;
  /** Runs older than this id. */
  before: string | null;
  limit: number;
}

/** Newest first. Ids are UUIDv7, so their order is the order of arrival. */
export function listStoredRuns(app: pg.Pool, tenantId: string, query: RunListQuery): Promise<StoredRun[]> {
  const where = `where r.tenant_id = $1 and ($2::uuid is null or r.workflow_id = $2) and ($3::text[] is null or r.status = any($3))
    and ($4::uuid is null or r.id < $4) order by r.id desc limit $5`;
  return readAsTenant(app, tenantId, async (client) => {
    const { rows } = await client.query<StoredRun>({
      name: 'list-runs',
      text: `select * from ((${LIVE} ${where}) union all (${DONE} ${where})) u order by id desc limit $5`,
      values: [tenantId, query.workflowId, query.statuses, query.before, query.limit],
    });
    return rows;
  });
}
