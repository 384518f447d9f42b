/**
 * A fixed number of places, handed out in the order of asking. Writes take one before their intent is committed, so
 * that a worker that dies leaves no more intents open than calls it could really have under way.
 */
export interface Slots {
  /** Waits for a place, runs `work`, gives the place back however it ends. */
  use<T>(work: () => Promise<T>): Promise<T>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  async function take(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function giveBack(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async use(work) {
      await take();
      try {
        return await work();
      } finally {
        giveBack();
      }
    },
  };
}
