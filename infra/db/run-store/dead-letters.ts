/**
 * Dead letters: production runs that failed and wait for a person. Written in the transaction that ends the run, so
 * neither is ever there without the other; only runs that fail pay for them. Reading them is `read-dead-letters`.
 */
import type pg from 'pg';
import type { FailureCategory } from '@/core/dead-letters/failure-category';
import type { Tx } from '@/infra/db/database';

/** What is kept of a failure besides the run's own row. */
export interface DeadLetterRow {
  version: number | null;
  nodeId: string | null;
  nodeName: string | null;
  category: FailureCategory;
  code: string;
  answerStatus: number | null;
  message: string;
}

/** The part of a flush that counts here. */
interface FailedFlush {
  runId: string;
  tenantId: string;
  workflowId: string;
  retentionClass: number;
  finish: { deadLetter?: DeadLetterRow } | null;
}

/** Opens a letter for each run that failed; one that was resumed and failed again is open again. */
export async function writeDeadLetters(
  client: pg.PoolClient,
  flushes: readonly FailedFlush[],
): Promise<void> {
  const rows = flushes.flatMap((flush) =>
    flush.finish?.deadLetter ? [{ flush, letter: flush.finish.deadLetter }] : [],
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'write-dead-letters',
    text: `insert into dead_letters (tenant_id, run_id, workflow_id, retention_class, version, node_id, node_name, category, code,
        answer_status, message)
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::int[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::int[], $11::text[])
      on conflict (tenant_id, run_id) do update set
        version = excluded.version, node_id = excluded.node_id, node_name = excluded.node_name, category = excluded.category,
        code = excluded.code, answer_status = excluded.answer_status, message = excluded.message, failed_at = now(),
        failures = dead_letters.failures + 1, handled_at = null, handled_by = null, handling = null, note = null,
        result_run_id = null`,
    values: [
      rows.map(({ flush }) => flush.tenantId),
      rows.map(({ flush }) => flush.runId),
      rows.map(({ flush }) => flush.workflowId),
      rows.map(({ flush }) => flush.retentionClass),
      rows.map(({ letter }) => letter.version),
      rows.map(({ letter }) => letter.nodeId),
      rows.map(({ letter }) => letter.nodeName),
      rows.map(({ letter }) => letter.category),
      rows.map(({ letter }) => letter.code),
      rows.map(({ letter }) => letter.answerStatus),
      rows.map(({ letter }) => letter.message),
    ],
  });
}

export type Handling = 'resumed' | 'retried' | 'discarded';

/** Keeps everybody else from handling the open letter of a run until the transaction ends. False = there is none. */
export async function lockOpenDeadLetter(
  tx: Tx,
  { tenantId, runId }: { tenantId: string; runId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from dead_letters where tenant_id = ${tenantId}::uuid and run_id = ${runId}::uuid and handled_at is null for update`;
  return rows.length === 1;
}

/** Closes the open letter of a run. False = there is none. */
export async function closeDeadLetter(
  tx: Tx,
  input: {
    tenantId: string;
    runId: string;
    handling: Handling;
    by: string;
    note: string | null;
    /** What became of it. */
    resultRunId: string | null;
  },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update dead_letters set handled_at = now(), handled_by = ${input.by}, handling = ${input.handling}, note = ${input.note},
      result_run_id = ${input.resultRunId}::uuid
    where tenant_id = ${input.tenantId}::uuid and run_id = ${input.runId}::uuid and handled_at is null`;
  return count === 1;
}

/** Forgets the letters of runs whose history has ended: a week after their retention, as whole weeks are dropped. */
export async function forgetDeadLetters(runner: pg.Pool): Promise<void> {
  await runner.query(
    'delete from dead_letters where run_id < uuid7_low(now() - make_interval(days => retention_class + 7))',
  );
}
