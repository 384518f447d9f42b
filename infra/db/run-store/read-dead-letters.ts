/**
 * Reading dead letters: lists by cursor, what they have in common, and how many there are. Runs that wait for a decision
 * are no rows of their own: they are read from the waits, so that they never stand there longer than they wait.
 */
import type pg from 'pg';
import type { FailureCategory } from '@/core/dead-letters/failure-category';
import type { DeadLetterRow, Handling } from './dead-letters';
import { readAsTenant } from './read-as-tenant';

export interface DeadLetterQuery {
  status: 'open' | 'handled';
  category: FailureCategory | null;
  workflowId: string | null;
  /** `null` inside means failures of no node. Absent = any. */
  nodeId?: string | null;
  code: string | null;
  answerStatus: number | null;
  /** ISO 8601. */
  from: string | null;
  to: string | null;
  runIds: readonly string[] | null;
  after: { failedAt: string; runId: string } | null;
  limit: number;
}

/** Where and how it failed. */
interface StoredCause extends Omit<DeadLetterRow, 'version'> {
  workflowId: string;
  workflowName: string;
}

export interface StoredDeadLetter extends StoredCause {
  runId: string;
  version: number | null;
  failedAt: Date;
  failures: number;
  handledAt: Date | null;
  handledBy: string | null;
  handling: Handling | null;
  note: string | null;
  resultRunId: string | null;
  /** How the run that became of it stands. */
  resultStatus: string | null;
}

const FIELDS = `d.run_id as "runId", d.workflow_id as "workflowId", w.name as "workflowName", d.version, d.node_id as "nodeId",
  d.node_name as "nodeName", d.category, d.code, d.answer_status as "answerStatus", d.message, d.failed_at as "failedAt", d.failures,
  d.handled_at as "handledAt", d.handled_by as "handledBy", d.handling, d.note, d.result_run_id as "resultRunId"`;
const FROM = 'from dead_letters d join workflows w on w.tenant_id = d.tenant_id and w.id = d.workflow_id';

/** Newest first. */
export function listStoredDeadLetters(
  app: pg.Pool,
  tenantId: string,
  query: DeadLetterQuery,
): Promise<{ letters: StoredDeadLetter[]; hasMore: boolean }> {
  return readAsTenant(app, tenantId, async (client) => {
    const { where, values } = conditions(tenantId, query);
    const { rows } = await client.query<StoredDeadLetter>(
      `with page as (select ${FIELDS} ${FROM} where ${where} order by d.failed_at desc, d.run_id desc limit $${values.length + 1})
       select p.*, coalesce(l.status, r.status) as "resultStatus" from page p
         left join run_live l on l.tenant_id = $1 and l.id = p."resultRunId"
         left join lateral (select status from runs where tenant_id = $1 and id = p."resultRunId" and l.id is null limit 1) r on true
       order by p."failedAt" desc, p."runId" desc`,
      [...values, query.limit + 1],
    );
    return { letters: rows.slice(0, query.limit), hasMore: rows.length > query.limit };
  });
}

/** Failures with one cause: the same node of the same workflow, with the same code and answer. The message is the newest's. */
export interface DeadLetterGroup extends StoredCause {
  lastRunId: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** The causes, that of the newest failure first. */
export function groupStoredDeadLetters(
  app: pg.Pool,
  tenantId: string,
  query: DeadLetterQuery,
): Promise<DeadLetterGroup[]> {
  return readAsTenant(app, tenantId, async (client) => {
    const { where, values } = conditions(tenantId, query);
    const { rows } = await client.query<DeadLetterGroup>(
      `with causes as (
         select d.workflow_id, d.node_id, d.category, d.code, d.answer_status, count(*)::int as count, min(d.failed_at) as first_at,
           max(d.failed_at) as last_at
         ${FROM} where ${where} group by 1, 2, 3, 4, 5 order by max(d.failed_at) desc limit $${values.length + 1}
       )
       select c.workflow_id as "workflowId", w.name as "workflowName", c.node_id as "nodeId", n.node_name as "nodeName", c.category,
         c.code, c.answer_status as "answerStatus", n.message, n.run_id as "lastRunId", c.count, c.first_at as "firstAt",
         c.last_at as "lastAt"
       from causes c join workflows w on w.tenant_id = $1 and w.id = c.workflow_id
         join lateral (
           select d.run_id, d.node_name, d.message from dead_letters d
           where d.tenant_id = $1 and d.failed_at = c.last_at and d.workflow_id = c.workflow_id and d.code = c.code
             and d.node_id is not distinct from c.node_id and d.answer_status is not distinct from c.answer_status
             and d.handled_at is ${query.status === 'open' ? 'null' : 'not null'}
           order by d.run_id desc limit 1
         ) n on true
       order by c.last_at desc, c.count desc`,
      [...values, query.limit],
    );
    return rows;
  });
}

/** How many there are, counted no further than `most`. */
export function countStoredDeadLetters(
  app: pg.Pool,
  tenantId: string,
  query: DeadLetterQuery & { most: number },
): Promise<number> {
  return readAsTenant(app, tenantId, async (client) => {
    const { where, values } = conditions(tenantId, query);
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from (select 1 ${FROM} where ${where} limit $${values.length + 1}) known`,
      [...values, query.most],
    );
    return rows[0]?.count ?? 0;
  });
}

function conditions(tenantId: string, query: DeadLetterQuery): { where: string; values: unknown[] } {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = [
    'd.tenant_id = $1',
    // A workflow that was deleted needs nobody any more.
    query.status === 'open' ? 'd.handled_at is null and w.archived_at is null' : 'd.handled_at is not null',
  ];
  if (query.category !== null) where.push(`d.category = ${bind(query.category)}`);
  if (query.workflowId !== null) where.push(`d.workflow_id = ${bind(query.workflowId)}::uuid`);
  if (query.nodeId !== undefined)
    where.push(query.nodeId === null ? 'd.node_id is null' : `d.node_id = ${bind(query.nodeId)}`);
  if (query.code !== null) where.push(`d.code = ${bind(query.code)}`);
  if (query.answerStatus !== null) where.push(`d.answer_status = ${bind(query.answerStatus)}::int`);
  if (query.from !== null) where.push(`d.failed_at >= ${bind(query.from)}::timestamptz`);
  if (query.to !== null) where.push(`d.failed_at < ${bind(query.to)}::timestamptz`);
  if (query.runIds !== null) where.push(`d.run_id = any(${bind(query.runIds)}::uuid[])`);
  if (query.after) {
    const { failedAt, runId } = query.after;
    where.push(`(d.failed_at, d.run_id) < (${bind(failedAt)}::timestamptz, ${bind(runId)}::uuid)`);
  }
  return { where: where.join(' and '), values };
}
