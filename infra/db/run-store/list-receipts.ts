/**
 * The ledger of a workflow, newest first. Receipts are walked by their own index over workflow and time, so neither the
 * runs nor other workflows are touched; what no index knows is asked of a bounded number of rows for each page, and the
 * cursor says how far the walk got.
 */
import type pg from 'pg';
import type { LedgerStatus } from '@/core/contracts/ledger';
import { readAsTenant } from './read-as-tenant';

/** Where a page ends. */
export interface ReceiptPlace {
  /** ISO 8601. */
  intendedAt: string;
  runId: string;
  /** Tells effects of one run and moment apart. */
  tie: string;
}

export interface ReceiptQuery {
  workflowId: string;
  /** Of one run alone. */
  runId?: string;
  status: LedgerStatus | null;
  nodeId: string | null;
  /** ISO 8601. */
  from: string | null;
  to: string | null;
  text: string | null;
  after: ReceiptPlace | null;
  limit: number;
}

export interface StoredReceipt {
  runId: string;
  version: number | null;
  graphHash: string | null;
  runCreatedAt: Date | null;
  stepKey: string;
  effect: string;
  attempt: number;
  status: LedgerStatus;
  idempotencyKey: string;
  summary: string;
  intendedAt: Date;
  endedAt: Date | null;
  answerStatus: number | null;
  errorCode: string | null;
  decidedBy: string | null;
  replays: number;
  tie: string;
}

export interface ReceiptPage {
  receipts: StoredReceipt[];
  /** The last row that was looked at; null at the end. */
  next: ReceiptPlace | null;
}

/** Rows looked at for one page of a search. */
const LOOKED_AT = 5000;

/** A page of the ledger of one workflow. */
export function listStoredReceipts(
  app: pg.Pool,
  tenantId: string,
  query: ReceiptQuery,
): Promise<ReceiptPage> {
  return readAsTenant(app, tenantId, async (client) => {
    const { text, values } = receiptsSql(tenantId, query);
    const { rows } = await client.query<Row>(text, values);
    const [first] = rows;
    const receipts = rows.flatMap((row) => (row.runId === null ? [] : [toReceipt(row)]));
    const shown = receipts.slice(0, query.limit);
    const last = shown.at(-1);
    if (receipts.length > query.limit && last) return { receipts: shown, next: placeOf(last) };
    return { receipts: shown, next: first?.more ? first.last : null };
  });
}

type Row = StoredReceipt & { last: ReceiptPlace | null; more: boolean };

function toReceipt({ last: _, more: __, ...receipt }: Row): StoredReceipt {
  return receipt;
}

function placeOf(receipt: StoredReceipt): ReceiptPlace {
  const { intendedAt, runId, tie } = receipt;
  return { intendedAt: intendedAt.toISOString(), runId, tie };
}

/** Keys of steps can be long; a digest of them keeps cursors short. */
const TIE = "md5(step_key || ' ' || effect)";

/** An intent that is open while its run lives may still be answered, unless a person has to decide about it. */
const STATUS = `case when p.status <> 'intended' then p.status
    when l.id is null or exists (select from waits w where w.tenant_id = p.tenant_id and w.run_id = p.run_id
      and w.step_key = p.step_key and w.kind = 'decision' and w.resolved_at is null) then 'in-doubt'
    else 'intended' end`;

function receiptsSql(tenantId: string, query: ReceiptQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [tenantId, query.workflowId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const range = ['tenant_id = $1', 'workflow_id = $2'];
  if (query.runId !== undefined) range.push(`run_id = ${bind(query.runId)}::uuid`);
  if (query.from !== null) range.push(`intended_at >= ${bind(query.from)}::timestamptz`);
  if (query.to !== null) range.push(`intended_at < ${bind(query.to)}::timestamptz`);
  if (query.after) {
    const { intendedAt, runId, tie } = query.after;
    const at = `${bind(intendedAt)}::timestamptz`;
    // An index cannot hold the tie, so it would not begin at the place either: every page would walk from the newest on.
    range.push(
      `intended_at <= ${at}`,
      `(intended_at, run_id, ${TIE}) < (${at}, ${bind(runId)}::uuid, ${bind(tie)})`,
    );
  }
  const asked: string[] = [];
  if (query.status === 'answered' || query.status === 'failed')
    asked.push(`p.status = ${bind(query.status)}`);
  if (query.nodeId !== null) asked.push(`split_part(p.step_key, '@', 1) = ${bind(query.nodeId)}`);
  if (query.text !== null) {
    const like = bind(`%${query.text.replace(/[\\%_]/g, '\\$&')}%`);
    asked.push(`(p.summary ilike ${like} or p.idempotency_key ilike ${like})`);
  }
  const isOpen = query.status === 'in-doubt' || query.status === 'intended';
  if (isOpen) asked.push(`p.status = 'intended'`);
  const looked = asked.length === 0 ? bind(query.limit + 1) : String(LOOKED_AT);
  const limit = bind(query.limit + 1);
  const wanted = isOpen ? ` and q.status = ${bind(query.status)}` : '';
  const text = `with walk as materialized (
      select tenant_id, workflow_id, run_id, step_key, effect, attempt, status, idempotency_key, summary, intended_at, ended_at,
        answer_status, error_code, decided_by, replays, retention_class, ${TIE} as tie
      from receipts where ${range.join(' and ')} order by intended_at desc, run_id desc, tie desc limit ${looked}
    ), edge as (
      select (select json_build_object('intendedAt', to_char(intended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'runId', run_id, 'tie', tie) from walk order by intended_at, run_id, tie limit 1) as last,
        count(*) >= ${asked.length === 0 ? limit : LOOKED_AT} as more from walk
    ), picked as (select * from walk p where ${['true', ...asked].join(' and ')})
    select q.*, edge.last, edge.more from edge left join lateral (
      select p.run_id as "runId", p.step_key as "stepKey", p.effect, p.attempt, ${STATUS} as status,
        p.idempotency_key as "idempotencyKey", p.summary, p.intended_at as "intendedAt", p.ended_at as "endedAt",
        p.answer_status as "answerStatus", p.error_code as "errorCode", p.decided_by as "decidedBy", p.replays, p.tie,
        coalesce(l.version, d.version) as version, coalesce(l.graph_hash, d.graph_hash) as "graphHash",
        coalesce(l.created_at, d.created_at) as "runCreatedAt"
      from picked p left join run_live l on l.id = p.run_id and l.tenant_id = p.tenant_id
        left join lateral (select r.version, r.graph_hash, r.created_at from runs r where r.tenant_id = p.tenant_id and r.id = p.run_id
          and r.retention_class = p.retention_class and l.id is null) d on true
    ) q on true${wanted}
    order by q."intendedAt" desc nulls last, q."runId" desc, q.tie desc limit ${limit}`;
  return { text, values };
}
