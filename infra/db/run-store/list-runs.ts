/**
 * Lists of runs. Ids are UUIDv7, so their order is the order of arrival and a range of ids is a range of time. The
 * newest ids are walked by the indexes that every list uses; what no index knows is asked of a bounded number of rows
 * for each page, and the cursor says how far the walk got.
 */
import type pg from 'pg';
import type { RunStatus } from '@/core/engine/types';
import { isTerminal } from '@/core/engine/run-status';
import { readAsTenant } from './read-as-tenant';
import { DONE_RUNS, LIVE_RUNS, type StoredRun } from './read-runs';

export interface RunListQuery {
  workflowId: string | null;
  statuses: readonly RunStatus[] | null;
  triggerKind: string | null;
  mode: 'production' | 'test' | null;
  /** ISO 8601. */
  from: string | null;
  to: string | null;
  text: string | null;
  parentRunId: string | null;
  /** Runs older than this id. */
  before: string | null;
  limit: number;
}

export interface RunPage {
  runs: StoredRun[];
  /** Id of the last run that was looked at; null at the end. */
  nextCursor: string | null;
}

/** Rows looked at for one page of a search. */
const LOOKED_AT = 5000;
const TABLE = { live: 'run_live', done: 'runs' } as const;
/** Workflows whose names may match a search. */
const MAX_WORKFLOWS = 200;

/** Newest first. */
export function listStoredRuns(app: pg.Pool, tenantId: string, query: RunListQuery): Promise<RunPage> {
  return readAsTenant(app, tenantId, async (client) => {
    const named = query.text === null ? [] : await workflowsNamed(client, tenantId, query.text);
    const { text, values } = listSql(tenantId, query, named);
    const { rows } = await client.query<StoredRun & { last: string | null; more: boolean }>(text, values);
    const [first] = rows;
    const runs = rows.flatMap(({ last: _, more: __, ...run }) => (run.id === null ? [] : [run]));
    if (runs.length > query.limit) {
      const shown = runs.slice(0, query.limit);
      return { runs: shown, nextCursor: shown.at(-1)?.id ?? null };
    }
    return { runs, nextCursor: first?.more ? first.last : null };
  });
}

async function workflowsNamed(client: pg.PoolClient, tenantId: string, text: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from workflows where tenant_id = $1 and name ilike $2 order by id desc limit ${MAX_WORKFLOWS}`,
    [tenantId, contains(text)],
  );
  return rows.map((row) => row.id);
}

function listSql(
  tenantId: string,
  query: RunListQuery,
  named: readonly string[],
): { text: string; values: unknown[] } {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // What the indexes know.
  const range = ['r.tenant_id = $1'];
  if (query.workflowId !== null) range.push(`r.workflow_id = ${bind(query.workflowId)}`);
  if (query.before !== null) range.push(`r.id < ${bind(query.before)}`);
  if (query.from !== null)
    range.push(`r.id >= uuid7_low(greatest(${bind(query.from)}::timestamptz, 'epoch'))`);
  if (query.to !== null) range.push(`r.id < uuid7_low(greatest(${bind(query.to)}::timestamptz, 'epoch'))`);
  // What is asked of each row.
  const asked: string[] = [];
  if (query.statuses !== null) asked.push(`r.status = any(${bind(query.statuses)}::text[])`);
  if (query.triggerKind !== null) asked.push(`r.trigger_kind = ${bind(query.triggerKind)}`);
  if (query.mode !== null) asked.push(`r.mode = ${bind(query.mode)}`);
  if (query.parentRunId !== null) asked.push(`r.parent_run_id = ${bind(query.parentRunId)}`);
  const search = query.text === null ? null : textCondition(query.text, named, bind);
  const where = (table: 'live' | 'done') =>
    [...range, ...asked, ...(search ? [search[table]] : [])].join(' and ');
  const limit = bind(query.limit + 1);
  if (asked.length === 0 && search === null) {
    const page = (from: string) => `(${from} where ${range.join(' and ')} order by r.id desc limit ${limit})`;
    const text = `select u.*, null as last, false as more from (${page(LIVE_RUNS)} union all ${page(DONE_RUNS)}) u
      order by id desc limit ${limit}`;
    return { text, values };
  }
  const tables = tablesWith(query.statuses);
  // The walk ends after a bounded number of rows; ids below the last one belong to the next page.
  const ids = (table: string) =>
    `(select r.id from ${table} r where ${range.join(' and ')} order by r.id desc limit ${LOOKED_AT})`;
  const page = (from: string, table: 'live' | 'done') =>
    `(${from} where ${where(table)} and r.id >= (select last from walk) order by r.id desc limit ${limit})`;
  const text = `with walk as materialized (
      select (array_agg(id order by id))[1] as last, count(*) >= ${LOOKED_AT} as more from (
        select id from (${tables.map((table) => ids(TABLE[table])).join(' union all ')}) w order by id desc limit ${LOOKED_AT}
      ) looked
    )
    select u.*, walk.last, walk.more from walk left join lateral (
      ${tables.map((table) => page(table === 'live' ? LIVE_RUNS : DONE_RUNS, table)).join(' union all ')}
    ) u on true order by u.id desc nulls last limit ${limit}`;
  return { text, values };
}

/** A run that waits is not looked for among a million that ended. */
function tablesWith(statuses: readonly RunStatus[] | null): readonly ('live' | 'done')[] {
  const kinds = new Set(statuses?.map((status) => (isTerminal(status) ? 'done' : 'live')));
  return kinds.size === 1 ? [...kinds] : ['live', 'done'];
}

/** Name, message, or the beginning of the id. */
function textCondition(
  text: string,
  named: readonly string[],
  bind: (value: unknown) => string,
): { live: string; done: string } {
  const either: string[] = [];
  if (named.length > 0) either.push(`r.workflow_id = any(${bind(named)}::uuid[])`);
  const prefix = idRange(text);
  if (prefix) either.push(`r.id between ${bind(prefix.low)}::uuid and ${bind(prefix.high)}::uuid`);
  const message = `r.error->>'message' ilike ${bind(contains(text))}`;
  // A live run has no error yet.
  return { live: `(${['false', ...either].join(' or ')})`, done: `(${[message, ...either].join(' or ')})` };
}

/** The ids that begin so, when the text can be the beginning of one. */
function idRange(text: string): { low: string; high: string } | null {
  if (!/^[0-9a-f-]{4,36}$/i.test(text)) return null;
  const digits = text.replaceAll('-', '').toLowerCase();
  if (digits.length < 4 || digits.length > 32) return null;
  return { low: toUuid(digits.padEnd(32, '0')), high: toUuid(digits.padEnd(32, 'f')) };
}

function toUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
