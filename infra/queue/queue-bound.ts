/**
 * `runs.queued`: how many runs a tenant may have waiting. Counted in the database, and not for every request: a count
 * tells how many may come before the next one, so far below the limit nothing is asked. Several web processes count for
 * themselves and take half of what is left at a time, so together they go beyond by little.
 */
import { UserProblem } from '@/core/errors/app-error';

export interface QueueBound {
  /**
   * Takes a place for a run, to be given back when the run is in the database or was refused by it.
   * @throws UserProblem `run.too-many-queued` (429).
   */
  take(tenantId: string, most: number): Promise<void>;
  giveBack(tenantId: string): void;
}

interface Entry {
  /** The limit that the last count was for. */
  most: number;
  /** Runs that may come before the next count. */
  room: number;
  /** Runs on their way into the database: a count may see them or not. */
  underWay: number;
  /** Places given since the process began. */
  taken: number;
  countedAt: number;
  counting: Promise<void> | null;
  /** By the last count there is no place, whatever is under way. */
  isFull: boolean;
  /** Wait for the next run to be in the database. */
  waiting: (() => void)[];
}

/** A count is good for so long; at the limit for less, so that freed places are seen. */
const COUNT_LIFE_MS = 5000;
const REFUSED_LIFE_MS = 100;
const RETRY_AFTER_SECONDS = 2;
const MAX_TENANTS = 10_000;

export function createQueueBound(options: {
  count: (tenantId: string, most: number) => Promise<number>;
  /** Milliseconds; any clock that never goes back. */
  now: () => number;
}): QueueBound {
  const entries = new Map<string, Entry>();

  function entryOf(tenantId: string): Entry {
    const known = entries.get(tenantId);
    if (known) return known;
    if (entries.size >= MAX_TENANTS) {
      for (const [id, { underWay, counting }] of entries) if (underWay === 0 && !counting) entries.delete(id);
    }
    const entry: Entry = {
      ...{ most: 0, room: 0, underWay: 0, taken: 0, countedAt: Number.NEGATIVE_INFINITY },
      ...{ counting: null, isFull: false, waiting: [] },
    };
    entries.set(tenantId, entry);
    return entry;
  }

  async function count(entry: Entry, tenantId: string, most: number): Promise<void> {
    const { underWay, taken } = entry;
    // What is left of the last count is for nobody who comes meanwhile.
    Object.assign(entry, { most, room: 0, countedAt: Number.NEGATIVE_INFINITY });
    const queued = await options.count(tenantId, most);
    // What was under way when the count began, and what came since, may be missing in it.
    const left = most - queued - underWay - (entry.taken - taken);
    entry.room = left <= 0 ? 0 : Math.ceil(left / 2);
    entry.isFull = queued >= most;
    entry.countedAt = options.now();
  }

  return {
    async take(tenantId, most) {
      const entry = entryOf(tenantId);
      for (;;) {
        const age = entry.most === most ? options.now() - entry.countedAt : Number.POSITIVE_INFINITY;
        if (entry.room > 0 && age < COUNT_LIFE_MS) break;
        if (entry.isFull && age < REFUSED_LIFE_MS) throw tooMany(most);
        entry.counting ??= count(entry, tenantId, most).finally(() => (entry.counting = null));
        await entry.counting;
        if (entry.isFull) throw tooMany(most);
        // Only what is under way may fill the queue: once it is there, a count is sure.
        if (entry.room <= 0 && entry.underWay > 0)
          await new Promise<void>((resolve) => entry.waiting.push(resolve));
      }
      entry.room -= 1;
      entry.underWay += 1;
      entry.taken += 1;
    },
    giveBack(tenantId) {
      const entry = entries.get(tenantId);
      if (!entry) return;
      entry.underWay = Math.max(0, entry.underWay - 1);
      for (const resolve of entry.waiting.splice(0)) resolve();
    },
  };
}

function tooMany(most: number): UserProblem {
  return new UserProblem(
    'run.too-many-queued',
    `${most} runs wait to begin: no more are taken for now. Try again in a moment.`,
    { status: 429, details: { limit: most, retryAfterSeconds: RETRY_AFTER_SECONDS } },
  );
}
