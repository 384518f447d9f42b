/** Time as it is handed in: core and services never read it themselves. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

/** The machine's clock. Leases and due times use the database's instead. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands until it is moved, for tests. */
export function createManualClock(startMs = Date.UTC(2026, 0, 1)): Clock & { advance(ms: number): void } {
  let current = startMs;
  return {
    now: () => current,
    advance(ms) {
      current += ms;
    },
  };
}
