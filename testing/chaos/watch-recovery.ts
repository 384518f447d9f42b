/**
 * How long the runs of a worker that was hurt stand still: from the blow to the moment another claim has them, or they
 * were let go in order. Time in which the database is away, or no worker breathes, does not count: nobody promised anything
 * for it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from './stage';

export interface RecoveryWatch {
  /** Milliseconds, one for each run that was held by a worker that was hurt. */
  readonly recovered: readonly number[];
  /** Runs that never came back while they were watched. */
  readonly missing: readonly string[];
  /** Call it with the process id right after the blow. Resolves when all its runs were taken up. */
  follow(pid: number): Promise<void>;
  /** Waits for those under way. */
  settle(): Promise<void>;
}

const LOOK_MS = 100;
/** Beyond this a run counts as missing; far above every bound. */
const GIVE_UP_MS = 40_000;
/** The same for time that does not count: nobody came back at all. */
const NOBODY_MS = 150_000;

const HELD = `select l.id, l.epoch from run_live l join workers w on w.id = l.worker_id where w.pid = $1`;
/** Those that are still with the one that was hurt, or were taken from it and not claimed yet. */
const STILL = `select l.id from run_live l join unnest($1::uuid[], $2::int[]) as h(id, epoch) using (id)
  where l.epoch = h.epoch and (l.worker_id is not null or l.due_at <= now())`;

export function watchRecovery(stage: Stage, isAnyoneWorking: () => boolean): RecoveryWatch {
  const recovered: number[] = [];
  const missing: string[] = [];
  const open = new Set<Promise<void>>();

  async function watch(pid: number): Promise<void> {
    const waiting = new Map<string, number>();
    let countedMs = 0;
    const began = performance.now();
    let last = began;
    const held = await retry(() => stage.query<{ id: string; epoch: number }>(HELD, [pid]));
    for (const { id, epoch } of held) waiting.set(id, epoch);
    while (waiting.size > 0) {
      await pause(LOOK_MS);
      const ids = [...waiting.keys()];
      const still = await stage.query<{ id: string }>(STILL, [ids, [...waiting.values()]]).catch(() => null);
      const now = performance.now();
      if (still && isAnyoneWorking()) countedMs += now - last;
      last = now;
      if (countedMs > GIVE_UP_MS || now - began > NOBODY_MS) {
        missing.push(...waiting.keys());
        return;
      }
      if (!still) continue;
      const stuck = new Set(still.map(({ id }) => id));
      for (const id of ids) {
        if (stuck.has(id)) continue;
        waiting.delete(id);
        recovered.push(countedMs);
        stage.note('recovered', { run: id, pid, ms: Math.round(countedMs) });
      }
    }
  }

  return {
    recovered,
    missing,
    follow(pid) {
      const work = watch(pid).finally(() => open.delete(work));
      open.add(work);
      return work;
    },
    async settle() {
      await Promise.all(open);
    },
  };
}

async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(LOOK_MS);
    }
  }
}
