/**
 * The tables of runs in memory, under the same rules as in PostgreSQL: epochs, leases by the store's own clock, flushes
 * that are written as a whole or not at all. `store-scenarios.ts` holds both to the same behaviour. Every call happens
 * at one moment; that requests overlap, get lost or come twice is the business of `link.ts`.
 */
import type { Fact } from '@/core/engine/types';
import type { ClaimedRun, StoredWait } from '@/infra/db/run-store/claim-runs';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { EndedRun } from '@/infra/db/run-store/read-ended-runs';
import type { RunLog } from '@/infra/db/run-store/read-run-log';
import type { Flushed, FlushInput } from '@/infra/db/run-store/flush-runs';
import type { RunFlush } from '@/infra/db/run-store/run-flush';
import type { SteeringOutcome } from '@/infra/db/run-store/pause-run';
import type { SteeredRun } from '@/infra/db/run-store/workers';
import { flushPart, partsOf, type FlushedPart } from './memory-flush';
import {
  compareRows, keyOf, toClaimed, toLive, type LiveRow, type MemoryStoreOptions, type Tables,
} from './memory-rows'; // prettier-ignore

export type MemoryStore = ReturnType<typeof createMemoryStore>;

export function createMemoryStore(options: MemoryStoreOptions) {
  const { now, notify } = options;
  const tables: Tables = {
    live: new Map(),
    history: new Map(),
    facts: new Map(),
    forgotten: new Map(),
    receipts: new Map(),
    waits: new Map(),
    workers: new Map(),
    dedup: new Map(),
  };

  function insert(row: LiveRow, facts: string): boolean {
    if (tables.facts.has(row.id)) return false;
    tables.facts.set(row.id, [{ seq: 0, epoch: 0, facts }]);
    tables.live.set(row.id, row);
    return true;
  }

  function writeFact(row: LiveRow, fact: string): void {
    row.seq += 1;
    tables.facts.get(row.id)?.push({ seq: row.seq, epoch: row.epoch, facts: `[${fact}]` });
  }

  const store = {
    tables,

    claim(input: { workerId: string; limit: number }): ClaimedRun[] {
      const due = [...tables.live.values()]
        .filter((row) => row.workerId === null && row.dueAt !== null && row.dueAt <= now())
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, input.limit);
      return due.map((row) => {
        row.workerId = input.workerId;
        row.epoch += 1;
        row.dueAt = null;
        row.status = 'running';
        row.startedAt ??= now();
        const rows = [...(tables.facts.get(row.id) ?? [])].sort((a, b) => a.seq - b.seq);
        return toClaimed(
          row,
          rows.flatMap(({ facts }) => JSON.parse(facts) as Fact[]),
        );
      });
    },

    loadWaits(keys: readonly { tenantId: string; id: string }[]): StoredWait[] {
      const wanted = new Set(keys.map((key) => key.id));
      return [...tables.waits.values()]
        .filter((wait) => wanted.has(wait.runId))
        .sort((a, b) => compareRows(a, b))
        .map(({ pending: _pending, detail: _detail, dueAt, resolvedAt, ...wait }) => ({
          ...wait,
          dueAt: dueAt === null ? null : new Date(dueAt),
          due: dueAt !== null && dueAt <= now(),
          resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
        }));
    },

    /** Writes one part of a flush (`partsOf`): all of it or nothing. Gives back the runs that were written. */
    flushPart(input: {
      workerId: string;
      flushes: readonly RunFlush[];
      takesChildren?: boolean;
    }): FlushedPart {
      return flushPart({ tables, now: now(), notify, insert, onFlush: options.onFlush }, input);
    },

    flush(input: FlushInput): Flushed {
      const parts = partsOf(input.flushes).map((flushes) => store.flushPart({ ...input, flushes }));
      return {
        written: new Set(parts.flatMap(({ written }) => written)),
        handed: parts.flatMap(({ handed }) => handed),
      };
    },

    findSteered(workerId: string): SteeredRun[] {
      return [...tables.live.values()]
        .filter((row) => row.workerId === workerId && (row.cancelRequestedBy !== null || row.dueAt !== null))
        .map((row) => ({
          id: row.id,
          tenantId: row.tenantId,
          by: row.cancelRequestedBy,
          isDue: row.dueAt !== null,
          steer: row.steer,
          steerBy: row.steerBy,
        }));
    },

    beat({ worker, leaseMs, first }: { worker: { id: string }; leaseMs: number; first: boolean }): boolean {
      const expiresAt = tables.workers.get(worker.id);
      if (!first && (expiresAt === undefined || expiresAt <= now())) return false;
      tables.workers.set(worker.id, now() + leaseMs);
      return true;
    },

    reclaim(): number {
      for (const [id, expiresAt] of tables.workers) if (expiresAt <= now()) tables.workers.delete(id);
      let count = 0;
      for (const row of tables.live.values()) {
        if (row.workerId === null || tables.workers.has(row.workerId)) continue;
        Object.assign(row, { workerId: null, dueAt: now(), deaths: row.deaths + 1 });
        count += 1;
      }
      return count;
    },

    giveBackUnknown(input: { workerId: string; known: readonly string[]; heldForMs: number }): number {
      const { workerId, known, heldForMs } = input;
      const lost = [...tables.live.values()].filter(
        ({ id, startedAt, ...row }) =>
          row.workerId === workerId && !known.includes(id) && (startedAt ?? now()) <= now() - heldForMs,
      );
      for (const row of lost) Object.assign(row, { workerId: null, dueAt: now() });
      return lost.length;
    },

    retire(workerId: string): void {
      tables.workers.delete(workerId);
      for (const row of tables.live.values()) {
        if (row.workerId === workerId) Object.assign(row, { workerId: null, dueAt: now() });
      }
    },

    findStartable: ({ workflowId }: { workflowId: string }) => options.workflows?.get(workflowId),

    countFamily: ({ rootRunId, most }: { tenantId: string; rootRunId: string; most: number }): number =>
      Math.min(most, [...tables.live.values()].filter((row) => row.rootRunId === rootRunId).length),

    readEndedRuns({ ids }: { tenantId: string; ids: readonly string[] }): EndedRun[] {
      return ids.flatMap((id) => {
        const row = tables.history.get(id);
        if (!row) return [];
        const { status, output, error } = row;
        return [
          {
            id,
            status,
            output: JSON.parse(output ?? 'null'),
            error: JSON.parse(error ?? 'null'),
          } as EndedRun,
        ];
      });
    },

    readRunLog({ runId }: { tenantId: string; runId: string }): RunLog | undefined {
      const ended = tables.history.get(runId);
      const row = ended ?? tables.live.get(runId);
      const log = [...(tables.facts.get(runId) ?? [])].sort((a, b) => a.seq - b.seq);
      if (!row || log.length === 0) return undefined;
      return {
        graphHash: row.graphHash,
        ended: ended !== undefined,
        facts: log.flatMap(({ facts }) => JSON.parse(facts) as Fact[]),
      };
    },

    /**
     * Accepts runs. One with a key that is known already is not written; a key counts for its time. `handTo` holds them
     * from the start, as long as its lease lasts.
     */
    accept(
      runs: readonly NewRun[],
      handTo: string | null = null,
    ): { kind: 'accepted' | 'repeated' | 'conflict'; runId: string; handed?: ClaimedRun }[] {
      const isHeld = handTo !== null && (tables.workers.get(handTo) ?? 0) > now();
      const outcomes = runs.map((run) => {
        const { dedup } = run;
        const key = dedup && keyOf(run.tenantId, dedup.source, dedup.key);
        const known = key === null ? undefined : tables.dedup.get(key);
        if (dedup && known && known.expiresAt >= now()) {
          const kind = known.bodyHash === dedup.bodyHash ? ('repeated' as const) : ('conflict' as const);
          return { kind, runId: known.runId };
        }
        if (dedup && key !== null) {
          tables.dedup.set(key, { runId: run.id, bodyHash: dedup.bodyHash, expiresAt: now() + dedup.ttlMs });
        }
        const facts = `[${[run.startFact, ...(run.seedFacts ?? [])].join(',')}]`;
        const row = toLive({ ...run, parentStep: null, due: !isHeld }, now());
        if (isHeld) Object.assign(row, { workerId: handTo, epoch: 1, status: 'running', startedAt: now() });
        if (!insert(row, facts) || !isHeld) return { kind: 'accepted' as const, runId: run.id };
        const handed = toClaimed(row, JSON.parse(facts) as Fact[]);
        return { kind: 'accepted' as const, runId: run.id, handed };
      });
      notify('heddle_due');
      return outcomes;
    },

    /** False = there is no such live run. */
    requestCancel({ runId, by }: { runId: string; by: string }): boolean {
      const row = tables.live.get(runId);
      if (!row) return false;
      row.cancelRequestedBy ??= by;
      row.dueAt = now();
      notify('heddle_due');
      notify('heddle_cancel');
      return true;
    },

    /** Stops a run until it is continued: at once, or by its worker. */
    pause({ runId, by, fact }: { runId: string; by: string; fact: string }): SteeringOutcome {
      const row = tables.live.get(runId);
      if (!row) return 'none';
      if (row.cancelRequestedBy !== null) return 'unfit';
      if (row.workerId !== null) {
        if (row.steer === 'pause') return 'same';
        Object.assign(row, { steer: 'pause', steerBy: by, dueAt: now() });
        notify('heddle_cancel');
        return 'asked';
      }
      if (row.status === 'paused') return 'same';
      if (row.dueAt === null && row.epoch === 0) return 'unfit';
      writeFact(row, fact);
      Object.assign(row, { status: 'paused', dueAt: null, steer: 'pause', steerBy: by });
      return 'done';
    },

    /** Lets a paused run go on. */
    continueRun({ runId, by, fact }: { runId: string; by: string; fact: string }): SteeringOutcome {
      const row = tables.live.get(runId);
      if (!row) return 'none';
      const isHeld = row.workerId !== null;
      if (isHeld && row.steer !== 'pause') return row.steer === 'continue' ? 'same' : 'unfit';
      if (isHeld || (row.status !== 'paused' && row.steer === 'pause')) {
        Object.assign(row, { steer: 'continue', steerBy: by, dueAt: now() });
        notify('heddle_due');
        notify('heddle_cancel');
        return 'asked';
      }
      if (row.status !== 'paused') return 'unfit';
      writeFact(row, fact);
      Object.assign(row, { status: 'queued', dueAt: now(), steer: null, steerBy: null });
      notify('heddle_due');
      return 'done';
    },

    /** Ends an open wait. False = nothing of that kind waits there (any more). */
    resolveWait(input: {
      runId: string;
      stepKey: string;
      kind: string;
      resolution: unknown;
      by: string;
    }): boolean {
      const { runId, stepKey, kind, resolution, by } = input;
      const wait = tables.waits.get(keyOf(runId, stepKey));
      const row = tables.live.get(runId);
      if (wait?.kind !== kind || wait.resolvedAt !== null) return false;
      Object.assign(wait, { resolvedAt: now(), resolution: structuredClone(resolution), resolvedBy: by });
      if (row) row.dueAt = now();
      notify('heddle_due');
      if (row && row.workerId !== null) notify('heddle_cancel');
      return true;
    },

    /** Takes a run that failed or was cancelled back out of history, with the fact that says so. */
    takeBack({ runId, fact }: { runId: string; fact: string }): boolean {
      const row = tables.history.get(runId);
      const log = tables.facts.get(runId) ?? [];
      if (!row || row.status === 'succeeded' || log.length === 0) return false;
      if (row.isAwaited) return false;
      tables.history.delete(runId);
      const epoch = Math.max(...log.map((one) => one.epoch));
      log.push({ seq: row.seq + 1, epoch, facts: `[${fact}]` });
      for (const [key, wait] of tables.waits) if (wait.runId === runId) tables.waits.delete(key);
      const { finishedAt: _finished, error: _error, output: _output, stepCount: _steps, ...rest } = row;
      tables.live.set(runId, {
        ...rest,
        status: 'queued',
        dueAt: now(),
        workerId: null,
        epoch,
        seq: row.seq + 1,
        deaths: 0,
        replyTo: null,
        cancelRequestedBy: null,
        steer: null,
        steerBy: null,
        parentStep: null,
        rootRunId: null,
      });
      notify('heddle_due');
      return true;
    },
  };
  return store;
}
