/**
 * What a stream has told of each run, and the event id that says so: `run:seq` pairs, the latest first. A browser sends
 * the id back when it connects again.
 */
export interface SeenRuns {
  /** Sequence number up to which the run was told, or -1. */
  seqOf(runId: string): number;
  /** Notes what was told and gives the event's id. */
  note(runId: string, seq: number): string;
  /** The id as it stands, for events that tell of no run. */
  currentId(): string;
  readonly runIds: readonly string[];
}

/** More than a tab shows at once; keeps the id short enough for a header. */
const MAX_RUNS = 40;

export function createSeenRuns(lastEventId: string | null): SeenRuns {
  let seen = parse(lastEventId);
  return {
    seqOf: (runId) => seen.get(runId) ?? -1,
    note(runId, seq) {
      const rest = [...seen].filter(([id]) => id !== runId).slice(0, MAX_RUNS - 1);
      seen = new Map([[runId, seq], ...rest]);
      return format(seen);
    },
    currentId: () => format(seen),
    get runIds() {
      return [...seen.keys()];
    },
  };
}

function format(seen: ReadonlyMap<string, number>): string {
  return seen.size === 0 ? 'none' : [...seen].map(([id, seq]) => `${id}:${seq}`).join(',');
}

function parse(text: string | null): Map<string, number> {
  const seen = new Map<string, number>();
  for (const part of (text ?? '').split(',').slice(0, MAX_RUNS)) {
    const [id, seq] = part.split(':');
    if (id && /^[0-9a-f-]{36}$/i.test(id) && seq && /^\d{1,9}$/.test(seq)) seen.set(id, Number(seq));
  }
  return seen;
}
