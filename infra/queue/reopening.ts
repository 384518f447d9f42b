/**
 * Holds something open that may break for good. BullMQ's worker on PostgreSQL is such a thing: it keeps the failure of
 * its first connection for ever and asks again at once, without a pause and without letting anything else of the process
 * run, when the database was away in the moment of its start.
 */

/** What was opened. */
export interface Opened {
  /** Resolves when it works; a failure is told through `fail`, or here. */
  isReady: Promise<unknown>;
  /** Never throws. Must stop what breaks in the same tick. */
  close(): Promise<void>;
}

export interface Reopening {
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/**
 * Opens it now, and anew after a growing pause (milliseconds, from a quarter of a second to five) each time it says that
 * it failed. `onError` hears of each failure once.
 */
export function createReopening(options: {
  open: (fail: (error: Error) => void) => Opened;
  onError: (error: Error) => void;
}): Reopening {
  let pauseMs = FIRST_PAUSE_MS;
  let closed = false;
  let current: Opened | null = null;
  let timer: NodeJS.Timeout | undefined;

  function open(): void {
    let broken = false;
    const fail = (error: Error): void => {
      if (broken || closed) return;
      broken = true;
      options.onError(error);
      void opened.close();
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    };
    const opened = options.open(fail);
    current = opened;
    opened.isReady.then(
      () => {
        if (!broken) pauseMs = FIRST_PAUSE_MS;
      },
      (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
    );
  }

  open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await current?.close();
    },
  };
}
