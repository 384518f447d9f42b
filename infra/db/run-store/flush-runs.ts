/**
 * The group commit: the facts of many runs, with all that follows from them, in one statement. Every row says which
 * epoch it believes in; a run that was taken over meanwhile is left out, and the caller is told. Sending the same flush
 * twice (the answer to a commit was cut) writes it once.
 */
import type pg from 'pg';
import { FLUSH, QUIET_TAIL, RECEIPTS, TAIL, WAITS } from './flush-sql';
import { writeFamilies } from './run-family';
import { receiptValues, toTime, waitsOf, waitValues, type RunFlush, type TellAnswered } from './run-flush';

export type { ReceiptRow, RunFlush, TellAnswered, WaitRow } from './run-flush';

/**
 * Writes the flushes and gives back the ids of the runs that were written; the others are no longer this worker's.
 * Flushes that park a run or end waits go through a second statement of the same transaction kind, so the hot path
 * carries no empty joins.
 */
export async function flushRuns(
  runner: pg.Pool,
  input: { workerId: string; flushes: readonly RunFlush[]; tell?: TellAnswered | null },
): Promise<ReadonlySet<string>> {
  const tell = input.tell ?? null;
  const plain: RunFlush[] = [];
  const receipted: RunFlush[] = [];
  const waiting: RunFlush[] = [];
  const related: RunFlush[] = [];
  for (const flush of input.flushes) {
    if (flush.family) related.push(flush);
    else if (flush.endedWaits.length > 0 || waitsOf(flush).length > 0) waiting.push(flush);
    else if (flush.receipts.length > 0) receipted.push(flush);
    else plain.push(flush);
  }
  const results = await Promise.all([
    plain.length > 0
      ? sendAlone(runner, input.workerId, {
          name: 'flush-runs',
          text: FLUSH,
          flushes: plain,
          extra: [],
          tell,
        })
      : [],
    receipted.length > 0
      ? sendAlone(runner, input.workerId, {
          name: 'flush-receipts',
          text: FLUSH + RECEIPTS,
          flushes: receipted,
          extra: receiptValues(receipted),
          tell,
        })
      : [],
    waiting.length > 0 ? sendWaiting(runner, input.workerId, waiting) : [],
    related.length > 0
      ? inTransaction(runner, (client) => writeRelated(client, input.workerId, related))
      : [],
  ]);
  return new Set(results.flat());
}

interface Statement {
  name: string;
  text: string;
  flushes: readonly RunFlush[];
  extra: unknown[];
}

/** A statement that is a transaction of its own. Its answers go with the commit, or right after it by `tell`. */
async function sendAlone(
  runner: pg.Pool,
  workerId: string,
  { tell, ...statement }: Statement & { tell: TellAnswered | null },
): Promise<string[]> {
  if (!tell) return send(runner, workerId, { ...statement, text: statement.text + TAIL });
  const name = `${statement.name}-quiet`;
  const row = await query(runner, workerId, { ...statement, name, text: statement.text + QUIET_TAIL });
  const told = row && typeof row.told === 'object' ? row.told : null;
  for (const [webId, runIds] of Object.entries(told ?? {})) tell(webId, runIds);
  return row?.written ?? [];
}

async function send(
  runner: pg.Pool | pg.PoolClient,
  workerId: string,
  statement: Statement,
): Promise<string[]> {
  return (await query(runner, workerId, statement))?.written ?? [];
}

/** `told`: how many web processes were notified, or with the quiet tail the ids of the runs by web process. */
interface FlushAnswer {
  written: string[];
  told: string | Record<string, string> | null;
}

async function query(
  runner: pg.Pool | pg.PoolClient,
  workerId: string,
  statement: Statement,
): Promise<FlushAnswer | undefined> {
  const { flushes } = statement;
  const { rows } = await runner.query<FlushAnswer>({
    name: statement.name,
    text: statement.text,
    values: [
      workerId,
      flushes.map((f) => f.runId),
      flushes.map((f) => f.tenantId),
      flushes.map((f) => f.epoch),
      flushes.map((f) => f.retentionClass),
      flushes.map((f) => f.seq),
      flushes.map((f) => f.facts),
      flushes.map((f) => f.status),
      flushes.map((f) => f.answer),
      flushes.map((f) => f.finish?.status ?? null),
      flushes.map((f) => toTime(f.park?.dueAtMs ?? null)),
      flushes.map((f) => f.park !== null),
      flushes.map((f) => f.finish?.errorJson ?? null),
      flushes.map((f) => f.finish?.outputJson ?? null),
      flushes.map((f) => f.finish?.stepCount ?? null),
      ...statement.extra,
    ],
  });
  return rows[0];
}

async function sendWaiting(
  runner: pg.Pool,
  workerId: string,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const single = flushes.every((flush) => flush.receipts.length === 0) && waitedAgain(flushes).length === 0;
  if (single) return send(runner, workerId, waitsStatement(flushes));
  return inTransaction(runner, (client) => writeWaiting(client, workerId, flushes));
}

/** Receipts and waits of the same runs in one transaction: receipts first, then the statement that may let go of them. */
async function writeWaiting(
  client: pg.PoolClient,
  workerId: string,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const again = waitedAgain(flushes);
  if (again.length > 0) await dropWaits(client, workerId, again);
  const withReceipts = flushes.filter((flush) => flush.receipts.length > 0);
  if (withReceipts.length > 0) {
    await send(client, workerId, {
      name: 'flush-receipts',
      text: FLUSH + RECEIPTS + TAIL,
      flushes: withReceipts.map((flush) => ({ ...flush, seq: null, answer: null, park: null, finish: null })),
      extra: receiptValues(withReceipts),
    });
  }
  return send(client, workerId, waitsStatement(flushes));
}

/** Runs and what they have to do with other runs: all of it or nothing. */
async function writeRelated(
  client: pg.PoolClient,
  workerId: string,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const written = await writeWaiting(client, workerId, flushes);
  const families = flushes.flatMap(({ runId, tenantId, family }) =>
    family && written.includes(runId) ? [{ runId, tenantId, family }] : [],
  );
  await writeFamilies(client, families);
  return written;
}

async function inTransaction<T>(runner: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await runner.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

function waitsStatement(flushes: readonly RunFlush[]): Statement {
  return { name: 'flush-waits', text: FLUSH + WAITS + TAIL, flushes, extra: waitValues(flushes) };
}

function waitedAgain(flushes: readonly RunFlush[]): { flush: RunFlush; stepKey: string }[] {
  return flushes.flatMap((flush) =>
    flush.endedWaits.length === 0
      ? []
      : waitsOf(flush)
          .filter((wait) => flush.endedWaits.includes(wait.stepKey))
          .map((wait) => ({ flush, stepKey: wait.stepKey })),
  );
}

/** A step that waits once more after its wait was over needs the old row gone before the new one comes. */
async function dropWaits(
  client: pg.PoolClient,
  workerId: string,
  rows: readonly { flush: RunFlush; stepKey: string }[],
): Promise<void> {
  await client.query(
    `delete from waits w using unnest($2::uuid[], $3::int[], $4::text[]) as e(run_id, epoch, step_key), run_live l
      where l.id = e.run_id and l.epoch = e.epoch and l.worker_id = $1 and w.tenant_id = l.tenant_id and w.run_id = l.id
        and w.step_key = e.step_key`,
    [workerId, rows.map((r) => r.flush.runId), rows.map((r) => r.flush.epoch), rows.map((r) => r.stepKey)],
  );
}
