export interface Coalescer {
  /** Does the work now, or once more when what is under way has ended. */
  trigger(): void;
  close(): void;
}

/** Runs `work` one at a time and at most every `gapMs`; any number of triggers meanwhile become one. */
export function createCoalescer(gapMs: number, work: () => Promise<void>): Coalescer {
  let busy = false;
  let again = false;
  let closed = false;

  async function run(): Promise<void> {
    busy = true;
    await work().catch(() => undefined);
    if (gapMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, gapMs).unref());
    busy = false;
    if (!again || closed) return;
    again = false;
    void run();
  }

  return {
    trigger() {
      if (closed) return;
      if (busy) again = true;
      else void run();
    },
    close() {
      closed = true;
    },
  };
}
