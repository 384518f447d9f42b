/** What a run adds to the database in one flush, and the columns that its statement takes. */
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { DeadLetterRow } from './dead-letters';
import type { RunFamily } from './run-family';

export interface ReceiptRow {
  stepKey: string;
  effect: string;
  attempt: number;
  status: 'intended' | 'answered' | 'failed';
  idempotencyKey: string;
  summary: string;
  intendedAtMs: number;
  endedAtMs: number | null;
  /** JSON text. */
  result: string | null;
  /** What the other side answered with, where the answer or the failure says. */
  answerStatus?: number | null;
  /** Of the last failure. */
  errorCode?: string | null;
  /** The person who vouched for it. */
  decidedBy?: string | null;
  /** Later calls of the step that took the answer from here instead of sending again. */
  replays?: number;
}

export interface WaitRow {
  stepKey: string;
  kind: 'timer' | 'retry' | 'signal' | 'decision';
  dueAtMs: number | null;
  signal: string | null;
  detail: unknown;
  /** How many runs the step waits for. Absent = none, or as the row says that is there. */
  pending?: number;
}

/** What one run adds to the database in one flush. */
export interface RunFlush {
  runId: string;
  tenantId: string;
  /** For those who watch the workflow, and for its ledger. */
  workflowId: string;
  epoch: number;
  /** It counts as one of those that its workflow lets go on at once. */
  gated?: boolean;
  retentionClass: number;
  /** Sequence number of the new row of facts, or null when there are none. */
  seq: number | null;
  /** JSON text of the list of facts. */
  facts: string;
  status: string;
  /** JSON text of the answer, once there is one. */
  answer: string | null;
  /** What a web process that waits for the run is told with the commit; absent = nobody waits, or nothing to say yet. */
  reply?: { to: string; text: string } | null;
  receipts: readonly ReceiptRow[];
  /** Steps whose wait is over. */
  endedWaits: readonly string[];
  /** Waits that somebody may end while the run is still held. */
  openedWaits: readonly WaitRow[];
  /** Set when the run is given up until something is due; it goes back to the table without an owner. */
  park: { dueAtMs: number | null; waits: readonly WaitRow[] } | null;
  /** Set when the run is over. */
  finish: {
    status: string;
    errorJson: string | null;
    outputJson: string | null;
    stepCount: number;
    /** What the log holds between its first row and this one goes with the end. */
    forgets?: true;
    /** Set when the end is a failure that a person has to look at. */
    deadLetter?: DeadLetterRow;
  } | null;
  /** Set for the few that start other runs or are waited for by one. */
  family: RunFamily | null;
  /** What its steps changed of what the workflow keeps. Absent for nearly all. */
  memory?: readonly MemoryChange[];
}

/** Says that runs answered or ended: to which web process, and what it is told (`ReplyMessage[]` as JSON). */
export type TellAnswered = (webId: string, payload: string) => void;

/** All waits that a flush writes; one at most for each step. */
export function waitsOf(flush: RunFlush): readonly WaitRow[] {
  const parked = flush.park?.waits ?? [];
  return flush.openedWaits.length === 0 ? parked : [...parked, ...flush.openedWaits];
}

/** Bytes of replies in one notification, which holds less than 8,000. */
const MOST_REPLY_BYTES = 7800;

/** The number of the notification that carries each flush's reply: replies to one process share as many as fit. */
export function replyChunks(flushes: readonly RunFlush[]): (number | null)[] {
  const open = new Map<string, { chunk: number; bytes: number }>();
  let chunks = 0;
  return flushes.map(({ reply }) => {
    if (!reply) return null;
    const bytes = Buffer.byteLength(reply.text) + 1;
    const last = open.get(reply.to);
    if (last && last.bytes + bytes <= MOST_REPLY_BYTES) {
      last.bytes += bytes;
      return last.chunk;
    }
    open.set(reply.to, { chunk: ++chunks, bytes });
    return chunks;
  });
}

/** Columns of `RECEIPTS`. */
export function receiptValues(flushes: readonly RunFlush[]): unknown[] {
  const rows = flushes.flatMap((flush) => flush.receipts.map((receipt) => ({ flush, receipt })));
  return [
    rows.map((row) => row.flush.runId),
    rows.map((row) => row.flush.tenantId),
    rows.map((row) => row.receipt.stepKey),
    rows.map((row) => row.receipt.effect),
    rows.map((row) => row.receipt.attempt),
    rows.map((row) => row.receipt.status),
    rows.map((row) => row.receipt.idempotencyKey),
    rows.map((row) => row.receipt.summary),
    rows.map((row) => toTime(row.receipt.intendedAtMs)),
    rows.map((row) => toTime(row.receipt.endedAtMs)),
    rows.map((row) => row.receipt.result),
    rows.map((row) => row.flush.retentionClass),
    rows.map((row) => row.flush.workflowId),
    rows.map((row) => row.receipt.answerStatus ?? null),
    rows.map((row) => row.receipt.errorCode ?? null),
    rows.map((row) => row.receipt.decidedBy ?? null),
    rows.map((row) => row.receipt.replays ?? 0),
  ];
}

/** Columns of `WAITS`. */
export function waitValues(flushes: readonly RunFlush[]): unknown[] {
  const ended = flushes.flatMap((flush) =>
    flush.endedWaits
      .filter((stepKey) => !waitsOf(flush).some((wait) => wait.stepKey === stepKey))
      .map((stepKey) => ({ flush, stepKey })),
  );
  const waits = flushes.flatMap((flush) => waitsOf(flush).map((wait) => ({ flush, wait })));
  return [
    ended.map((row) => row.flush.tenantId),
    ended.map((row) => row.flush.runId),
    ended.map((row) => row.stepKey),
    waits.map((row) => row.flush.tenantId),
    waits.map((row) => row.flush.runId),
    waits.map((row) => row.wait.stepKey),
    waits.map((row) => row.wait.kind),
    waits.map((row) => toTime(row.wait.dueAtMs)),
    waits.map((row) => row.wait.signal),
    waits.map((row) => JSON.stringify(row.wait.detail ?? null)),
    waits.map((row) => row.wait.pending ?? null),
  ];
}

/** The end of the year 9999: what the database reads as text goes no further. */
const LAST_MS = 253_402_300_799_999;

/** For the database. Whatever is due later (a limit of ten thousand years) is due then. */
export function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.min(ms, LAST_MS)).toISOString();
}
