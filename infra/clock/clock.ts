/** Time as it is handed in: core and services never read it themselves. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

/** A clock that also measures and wakes. Whoever waits does it here, so that a test can make time up. */
export interface TimedClock extends Clock {
  /** Milliseconds since some moment; never jumps. For how long something took, not for when it was. */
  elapsed(): number;
  /** Calls back once after so many milliseconds; with 0 right after what is under way. Gives back what calls it off. */
  setTimer(delayMs: number, call: () => void): () => void;
}

/** The machine's clock. Leases and due times use the database's instead. */
export const systemClock: TimedClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, call) {
    if (delayMs <= 0) {
      const immediate = setImmediate(call);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after so many milliseconds. */
export function sleep(clock: TimedClock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.setTimer(delayMs, resolve));
}

/** Calls again and again, first after `everyMs`, until what it gives back is called. */
export function repeat(clock: TimedClock, everyMs: number, call: () => void): () => void {
  let callOff = clock.setTimer(everyMs, tick);
  function tick(): void {
    callOff = clock.setTimer(everyMs, tick);
    call();
  }
  return () => callOff();
}

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
