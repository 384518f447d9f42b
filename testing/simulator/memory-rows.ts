/** The rows of the store in memory, named as their columns. Times are milliseconds since the epoch. */
import type { Fact } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { StartableWorkflow } from '@/infra/db/run-store/find-startable';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import { AWAITED, type ChildRun } from '@/infra/db/run-store/run-family';
import type { ReceiptRow, RunFlush } from '@/infra/db/run-store/run-flush';

export interface LiveRow {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  status: string;
  retentionClass: number;
  createdAt: number;
  startedAt: number | null;
  dueAt: number | null;
  workerId: string | null;
  epoch: number;
  seq: number;
  deaths: number;
  replyTo: string | null;
  answer: string | null;
  cancelRequestedBy: string | null;
  steer: 'pause' | 'continue' | null;
  steerBy: string | null;
  startedBy: string | null;
  parentRunId: string | null;
  /** A step of the parent waits for it, or did. */
  isAwaited: boolean;
  parentStep: string | null;
  /** Of runs that others started. */
  rootRunId: string | null;
}

export interface EndedRow extends Omit<
  LiveRow,
  | 'dueAt'
  | 'workerId'
  | 'epoch'
  | 'deaths'
  | 'replyTo'
  | 'cancelRequestedBy'
  | 'steer'
  | 'steerBy'
  | 'parentStep'
  | 'rootRunId'
> {
  finishedAt: number;
  /** JSON texts. */
  error: string | null;
  output: string | null;
  stepCount: number;
}

export interface FactRow {
  seq: number;
  epoch: number;
  /** JSON text. */
  facts: string;
}

export interface WaitTableRow {
  tenantId: string;
  runId: string;
  stepKey: string;
  kind: 'timer' | 'retry' | 'signal' | 'decision';
  dueAt: number | null;
  signal: string | null;
  detail: unknown;
  pending: number | null;
  resolvedAt: number | null;
  resolution: unknown;
  resolvedBy: string | null;
}

export interface Tables {
  live: Map<string, LiveRow>;
  history: Map<string, EndedRow>;
  /** By run id. */
  facts: Map<string, FactRow[]>;
  /** Rows of facts that went with the end of their run, by run id: nobody reads them but those who check. */
  forgotten: Map<string, FactRow[]>;
  /** By run, step and effect. */
  receipts: Map<string, ReceiptRow & { runId: string }>;
  /** By run and step. */
  waits: Map<string, WaitTableRow>;
  /** When the lease of each worker runs out. */
  workers: Map<string, number>;
  dedup: Map<string, { runId: string; bodyHash: string; expiresAt: number }>;
}

/** Who is told of something, as with NOTIFY: the message goes with the commit. */
type Notify = (channel: 'heddle_due' | 'heddle_cancel') => void;

export interface MemoryStoreOptions {
  /** The store's clock: milliseconds since the epoch. */
  now(): number;
  notify: Notify;
  /** Looks on while a flush is checked and written. */
  onFlush?: (flush: RunFlush, by: { workerId: string; accepted: boolean }) => void;
  /** By workflow id. */
  workflows?: ReadonlyMap<string, StartableWorkflow>;
}

/** A key of several columns. */
export function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** By run, then step. */
export function compareRows(
  a: { runId: string; stepKey: string },
  b: { runId: string; stepKey: string },
): number {
  return compare(a.runId, b.runId) || compare(a.stepKey, b.stepKey);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The row of a run that is accepted now. */
export function toLive(
  run: Omit<NewRun, 'replyTo' | 'dedup' | 'startFact'> &
    Pick<ChildRun, 'due'> & { parentStep: string | null; replyTo?: string | null; rootRunId?: string },
  now: number,
): LiveRow {
  return {
    id: run.id,
    tenantId: run.tenantId,
    projectId: run.projectId,
    workflowId: run.workflowId,
    version: run.version,
    graphHash: run.graphHash,
    mode: run.mode,
    triggerNode: run.triggerNode,
    status: 'queued',
    retentionClass: run.retentionClass,
    createdAt: now,
    startedAt: null,
    dueAt: run.due ? now : null,
    workerId: null,
    epoch: 0,
    seq: 0,
    deaths: 0,
    replyTo: run.replyTo ?? null,
    answer: null,
    cancelRequestedBy: null,
    steer: null,
    steerBy: null,
    startedBy: run.startedBy,
    parentRunId: run.parentRunId,
    isAwaited: run.flags.includes(AWAITED),
    parentStep: run.parentStep,
    rootRunId: run.rootRunId ?? null,
  };
}

/** The run as its worker gets it. */
export function toClaimed(row: LiveRow, facts: Fact[]): ClaimedRun {
  const {
    dueAt: _due,
    workerId: _worker,
    answer: _answer,
    isAwaited: _awaited,
    createdAt,
    startedAt,
    ...run
  } = row;
  return {
    ...run,
    createdAt: new Date(createdAt),
    startedAt: startedAt === null ? null : new Date(startedAt),
    facts,
  };
}
