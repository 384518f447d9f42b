/**
 * The group commit: the facts of many runs, with all that follows from them, in one statement. Every row says which
 * epoch it believes in; a run that was taken over meanwhile is left out, and the caller is told. Sending the same flush
 * twice (the answer to a commit was cut) writes it once.
 */
import type pg from 'pg';
import { NAMED_SIGNAL } from '@/core/engine/signals';
import { toTextList } from '@/infra/db/text-list';
import { writeDeadLetters } from './dead-letters';
import { FLUSH, FREED, QUIET_TAIL, RECEIPTS, TAIL, WAITS } from './flush-sql';
import { forgetSteps } from './forget-steps';
import { admitRuns, type GateKey } from './gates';
import type { HandedChild } from './run-family';
import { writeFamilies } from './run-family';
import { deliverKeptSignals } from './signal-run';
import {
  receiptValues, replyChunks, toTime, waitsOf, waitValues, type RunFlush, type TellAnswered,
} from './run-flush'; // prettier-ignore
import { writeMemory } from './workflow-memory';

export type { ReceiptRow, RunFlush, TellAnswered, WaitRow } from './run-flush';

/** What a worker sends at once. */
export interface FlushInput {
  workerId: string;
  flushes: readonly RunFlush[];
  tell?: TellAnswered | null;
  /** The worker takes the runs that are called at once: it has room, and nobody waits longer for it. */
  takesChildren?: boolean;
}

/** What became of a flush. */
export interface Flushed {
  /** The ids of the runs that were written; the others are no longer this worker's. */
  written: ReadonlySet<string>;
  /** Called runs that this worker holds from the start. Where the answer is lost, so are they: it gives them back. */
  handed: readonly HandedChild[];
}

/**
 * Writes the flushes. Flushes that park a run or end waits go through a second statement of the same transaction kind, so the hot path
 * carries no empty joins.
 */
export async function flushRuns(runner: pg.Pool, input: FlushInput): Promise<Flushed> {
  const tell = input.tell ?? null;
  const { workerId, takesChildren = false } = input;
  const sender: Sender = { workerId, takesChildren, freed: [], handed: [] };
  const plain: RunFlush[] = [];
  const receipted: RunFlush[] = [];
  const waiting: RunFlush[] = [];
  const related: RunFlush[] = [];
  for (const flush of input.flushes) {
    if (flush.family || flush.memory || flush.finish?.deadLetter || flush.finish?.forgets)
      related.push(flush);
    else if (flush.endedWaits.length > 0 || waitsOf(flush).length > 0) waiting.push(flush);
    else if (flush.receipts.length > 0) receipted.push(flush);
    else plain.push(flush);
  }
  const results = await Promise.all([
    plain.length > 0
      ? sendAlone(runner, sender, {
          name: 'flush-runs',
          text: FLUSH,
          flushes: plain,
          extra: [],
          tell,
        })
      : [],
    receipted.length > 0
      ? sendAlone(runner, sender, {
          name: 'flush-receipts',
          text: FLUSH + RECEIPTS,
          flushes: receipted,
          extra: receiptValues(receipted),
          tell,
        })
      : [],
    waiting.length > 0 ? sendWaiting(runner, sender, waiting) : [],
    related.length > 0 ? inTransaction(runner, (client) => writeRelated(client, sender, related)) : [],
  ]);
  // What waits for room is let in by a statement of its own. What is committed stays so: where it fails, the sweep does it.
  await admitRuns(runner, sender.freed).catch(() => 0);
  const listening = input.flushes.filter((flush) => waitsOf(flush).some((wait) => isNamed(wait.signal)));
  if (listening.length > 0) await deliverKeptSignals(runner, listening).catch(() => undefined);
  return { written: new Set(results.flat()), handed: sender.handed };
}

/** Whoever sends such a signal may have been sooner than the step that waits for it. */
function isNamed(signal: string | null): boolean {
  return signal?.startsWith(NAMED_SIGNAL) === true;
}

/** Who writes, and what came of it: gates that may have room, and called runs that it holds now. */
interface Sender {
  workerId: string;
  takesChildren: boolean;
  freed: GateKey[];
  handed: HandedChild[];
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
  sender: Sender,
  { tell, ...statement }: Statement & { tell: TellAnswered | null },
): Promise<string[]> {
  if (!tell) return send(runner, sender, { ...statement, text: statement.text + TAIL });
  const name = `${statement.name}-quiet`;
  const row = await query(runner, sender, { ...statement, name, text: statement.text + QUIET_TAIL });
  const told = row && typeof row.told === 'object' ? row.told : null;
  for (const [webId, replies] of told ?? []) tell(webId, replies);
  return row?.written ?? [];
}

async function send(
  runner: pg.Pool | pg.PoolClient,
  sender: Sender,
  statement: Statement,
): Promise<string[]> {
  return (await query(runner, sender, statement))?.written ?? [];
}

/** `told`: how many notifications were sent, or with the quiet tail who is to be told what. */
interface FlushAnswer {
  written: string[];
  told: string | [webId: string, replies: string][] | null;
  /** Workflows that limit how many of their runs go on at once, and of which one ended. */
  freed?: GateKey[] | null;
}

async function query(
  runner: pg.Pool | pg.PoolClient,
  sender: Sender,
  statement: Statement,
): Promise<FlushAnswer | undefined> {
  const { flushes } = statement;
  const frees = flushes.some((flush) => flush.gated === true && flush.finish !== null);
  const { rows } = await runner.query<FlushAnswer>({
    name: frees ? `${statement.name}-freeing` : statement.name,
    text: frees ? statement.text + FREED : statement.text,
    values: [
      sender.workerId,
      flushes.map((f) => f.runId),
      flushes.map((f) => f.tenantId),
      flushes.map((f) => f.epoch),
      flushes.map((f) => f.retentionClass),
      flushes.map((f) => f.seq),
      toTextList(flushes.map((f) => f.facts)),
      flushes.map((f) => f.status),
      toTextList(flushes.map((f) => f.answer)),
      flushes.map((f) => f.finish?.status ?? null),
      flushes.map((f) => toTime(f.park?.dueAtMs ?? null)),
      flushes.map((f) => f.park !== null),
      toTextList(flushes.map((f) => f.finish?.errorJson ?? null)),
      toTextList(flushes.map((f) => f.finish?.outputJson ?? null)),
      flushes.map((f) => f.finish?.stepCount ?? null),
      toTextList(flushes.map((f) => f.reply?.text ?? null)),
      replyChunks(flushes),
      ...statement.extra,
    ],
  });
  const [row] = rows;
  if (row?.freed) sender.freed.push(...row.freed);
  return row;
}

async function sendWaiting(runner: pg.Pool, sender: Sender, flushes: readonly RunFlush[]): Promise<string[]> {
  const single = flushes.every((flush) => flush.receipts.length === 0) && waitedAgain(flushes).length === 0;
  if (single) return send(runner, sender, waitsStatement(flushes));
  return inTransaction(runner, (client) => writeWaiting(client, sender, flushes));
}

/** Receipts and waits of the same runs in one transaction: receipts first, then the statement that may let go of them. */
async function writeWaiting(
  client: pg.PoolClient,
  sender: Sender,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const again = waitedAgain(flushes);
  if (again.length > 0) await dropWaits(client, sender, again);
  const withReceipts = flushes.filter((flush) => flush.receipts.length > 0);
  if (withReceipts.length > 0) {
    await send(client, sender, {
      name: 'flush-receipts',
      text: FLUSH + RECEIPTS + TAIL,
      flushes: withReceipts.map((flush) => ({ ...flush, seq: null, answer: null, park: null, finish: null })),
      extra: receiptValues(withReceipts),
    });
  }
  return send(client, sender, waitsStatement(flushes));
}

/** Runs with what they have to do with other runs, the letters of those that failed, what is not kept: all of it or nothing. */
async function writeRelated(
  client: pg.PoolClient,
  sender: Sender,
  flushes: readonly RunFlush[],
): Promise<string[]> {
  const written = await writeWaiting(client, sender, flushes);
  const families = flushes.flatMap(({ runId, tenantId, family }) =>
    family && written.includes(runId) ? [{ runId, tenantId, family }] : [],
  );
  const { held, handed } = await writeFamilies(
    client,
    families,
    sender.takesChildren ? sender.workerId : null,
  );
  sender.freed.push(...held);
  sender.handed.push(...handed);
  const own = flushes.filter((flush) => written.includes(flush.runId));
  await writeDeadLetters(client, own);
  await forgetSteps(client, own);
  await writeMemory(client, own);
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
  sender: Sender,
  rows: readonly { flush: RunFlush; stepKey: string }[],
): Promise<void> {
  await client.query(
    `delete from waits w using unnest($2::uuid[], $3::int[], $4::text[]) as e(run_id, epoch, step_key), run_live l
      where l.id = e.run_id and l.epoch = e.epoch and l.worker_id = $1 and w.tenant_id = l.tenant_id and w.run_id = l.id
        and w.step_key = e.step_key`,
    [
      sender.workerId,
      rows.map((r) => r.flush.runId),
      rows.map((r) => r.flush.epoch),
      rows.map((r) => r.stepKey),
    ],
  );
}
