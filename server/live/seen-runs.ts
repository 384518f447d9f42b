/**
 * What a stream has told of each run, and the event id that says so: `run:seq` pairs, the latest first, and for streams
 * that follow workflows the moment up to which nothing else is missing. A browser sends the id back when it connects again.
 */
export interface SeenRuns {
  /** Sequence number up to which the run was told, or -1. */
  seqOf(runId: string): number;
  /** Notes what is told. */
  note(runId: string, seq: number): void;
  /** The id of what was told so far. */
  currentId(): string;
  readonly runIds: readonly string[];
  /** What changed from here on (milliseconds since the epoch) may not have been told; what did before, was. */
  readonly sinceMs: number;
}

export interface SeenOptions {
  lastEventId: string | null;
  /** Runs come and go unnamed, so the id says since when. */
  followsWorkflows: boolean;
  now(): number;
}

/** More than a tab shows at once; keeps the id short enough for a header. */
const MAX_RUNS = 40;
/** A change is told well within this time after it was made. */
const SURELY_TOLD_MS = 10_000;

export function createSeenRuns({ lastEventId, followsWorkflows, now }: SeenOptions): SeenRuns {
  // In the order in which they were told, the latest last.
  const seen = parse(lastEventId);
  const openedAt = now();
  let sinceMs = sinceIn(lastEventId) ?? openedAt;
  const currentId = (): string => {
    const parts = [...seen].reverse().map(([id, seq]) => `${id}:${seq}`);
    if (followsWorkflows) parts.push(`@${sinceMs}`);
    return parts.length === 0 ? 'none' : parts.join(',');
  };
  return {
    seqOf: (runId) => seen.get(runId) ?? -1,
    note(runId, seq) {
      seen.delete(runId);
      seen.set(runId, seq);
      for (const oldest of seen.keys()) {
        if (seen.size <= MAX_RUNS) break;
        seen.delete(oldest);
      }
      // While it catches up, a stream that breaks off again has still to be told the rest.
      if (now() - openedAt > SURELY_TOLD_MS) sinceMs = Math.max(sinceMs, now() - SURELY_TOLD_MS);
    },
    currentId,
    get runIds() {
      return [...seen.keys()].reverse();
    },
    get sinceMs() {
      return sinceMs;
    },
  };
}

function parse(text: string | null): Map<string, number> {
  const seen = new Map<string, number>();
  for (const part of (text ?? '').split(',').slice(0, MAX_RUNS).reverse()) {
    const [id, seq] = part.split(':');
    if (id && /^[0-9a-f-]{36}$/i.test(id) && seq && /^\d{1,9}$/.test(seq)) seen.set(id, Number(seq));
  }
  return seen;
}

function sinceIn(text: string | null): number | null {
  const found = /(?:^|,)@(\d{1,15})$/.exec(text ?? '')?.[1];
  return found === undefined ? null : Number(found);
}
