/** Runs, flushes, waits and workers as the scenarios of a store need them. Time is never waited for. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import type { RunFlush } from '@/infra/db/run-store/run-flush';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { MemoryStore } from './memory-store';

type Waitless = Pick<
  MemoryStore,
  'requestCancel' | 'resolveWait' | 'takeBack' | 'pause' | 'continueRun' | 'accept'
>;
type Later<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;

/** How a run stands in the tables; ids and times are left out. */
export interface RunLook {
  live: {
    status: string;
    epoch: number;
    seq: number;
    deaths: number;
    isHeld: boolean;
    isDue: boolean;
    hasDue: boolean;
    cancelRequestedBy: string | null;
    steer: string | null;
  } | null;
  history: { status: string; seq: number; stepCount: number } | null;
  /** `seq#epoch` and the kinds of the facts. */
  log: string[];
  receipts: string[];
  waits: string[];
}

/** A store, what people do to it, and a look behind it. */
export type StoreUnderTest = { store: RunStore; look(runId: string): Promise<RunLook>; tenantId: string } & {
  [K in keyof Waitless]: Later<Waitless[K]>;
};

export const HOUR = 3_600_000;
const FACT = { at: 0, by: 'person' };
export const PAUSED = JSON.stringify({ kind: 'run-paused', ...FACT });
export const CONTINUED = JSON.stringify({ kind: 'run-continued', ...FACT });
export const RESUMED = JSON.stringify({ kind: 'run-resumed', ...FACT });

export const END = {
  status: 'succeeded',
  errorJson: null,
  outputJson: '{"count":0,"items":[]}',
  stepCount: 3,
};

export function aRun({ tenantId }: StoreUnderTest, more: Partial<NewRun> = {}): NewRun {
  return {
    ...{ id: randomUUID(), tenantId, projectId: tenantId, workflowId: tenantId, version: 1, graphHash: 'h' },
    ...{
      mode: 'production',
      triggerNode: 't',
      retentionClass: 30,
      replyTo: null,
      flags: [],
      parentRunId: null,
    },
    startedBy: 'test',
    startFact: JSON.stringify({ kind: 'run-started', at: 0, trigger: 't', outputs: {}, seed: 's' }),
    dedup: null,
    ...more,
  };
}

export async function anAcceptedRun(t: StoreUnderTest): Promise<string> {
  const run = aRun(t);
  await t.accept([run]);
  return run.id;
}

export async function aWorker(t: StoreUnderTest): Promise<string> {
  const id = randomUUID();
  await t.store.beat({ worker: identity(id), leaseMs: HOUR, first: true });
  return id;
}

export function identity(id: string) {
  return { id, host: 'h', pid: 1, version: 'v' };
}

export async function aClaimedRun(t: StoreUnderTest): Promise<{ id: string; worker: string }> {
  const id = await anAcceptedRun(t);
  const worker = await aWorker(t);
  const rows = await t.store.claim({ workerId: worker, limit: 100 });
  expect(rows.map((row) => row.id)).toEqual([id]);
  return { id, worker };
}

export async function write({ store }: StoreUnderTest, workerId: string, flush: RunFlush): Promise<string[]> {
  return [...(await store.flush({ workerId, flushes: [flush] })).written];
}

export function facts(...kinds: string[]): string {
  return JSON.stringify(kinds.map((kind) => ({ kind, at: 0 })));
}

export function aFlush({ tenantId }: StoreUnderTest, runId: string, more: Partial<RunFlush>): RunFlush {
  return {
    ...{ runId, tenantId, workflowId: tenantId, epoch: 1, retentionClass: 30, seq: null, facts: '[]' },
    ...{
      status: 'running',
      answer: null,
      receipts: [],
      endedWaits: [],
      openedWaits: [],
      park: null,
      finish: null,
    },
    family: null,
    ...more,
  };
}

export function aReceipt(status: 'intended' | 'answered'): RunFlush['receipts'][number] {
  return {
    ...{ stepKey: 'n1', effect: 'call', attempt: 1, status, idempotencyKey: 'key', summary: 'a call' },
    intendedAtMs: status === 'intended' ? 1000 : 9000,
    endedAtMs: status === 'intended' ? null : 9000,
    result: null,
  };
}

export function past(): number {
  return Date.now() - HOUR;
}

export function aWait(
  kind: 'timer' | 'retry' | 'signal' | 'decision',
  inMs: number | null,
  { stepKey = 'n1', signal = null }: { stepKey?: string; signal?: string | null } = {},
): RunFlush['openedWaits'][number] {
  return { stepKey, kind, dueAtMs: inMs === null ? null : Date.now() + inMs, signal, detail: null };
}

export function family(more: Partial<NonNullable<RunFlush['family']>>): NonNullable<RunFlush['family']> {
  return { children: [], endsFor: null, cancelsChildren: false, ...more };
}

export function aChild(t: StoreUnderTest, { parent, due }: { parent: string; due: boolean }): ChildRun {
  const { dedup: _dedup, replyTo: _reply, ...run } = aRun(t);
  return { ...run, parentRunId: parent, parentStep: 'n1', rootRunId: parent, triggerKind: null, due };
}

export function byId(a: { due: boolean; id: string }, b: { due: boolean; id: string }): number {
  return a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due ? -1 : 1;
}
