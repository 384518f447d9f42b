/** From whoever has bytes now and then to whoever pulls them, one piece at a time: who gives waits until it was taken. */

export interface HandOver {
  /** Resolves when the piece was taken and the next one is asked for. Rejects when nobody takes any more. */
  give(piece: Uint8Array): Promise<void>;
  /** No more pieces come. */
  end(): void;
  /** What pulls gets this error. */
  fail(error: unknown): void;
  readonly pieces: AsyncIterable<Uint8Array>;
}

interface Waiting {
  resolve(result: IteratorResult<Uint8Array>): void;
  reject(error: unknown): void;
}

interface Given {
  piece: Uint8Array;
  taken(): void;
  refused(error: unknown): void;
}

/** An empty one; its pieces can be gone through once. */
export function createHandOver(): HandOver {
  let given: Given | null = null;
  let waiting: Waiting | null = null;
  let over: { error?: unknown } | null = null;
  let isGone = false;

  const settle = (): void => {
    if (!waiting) return;
    const { resolve, reject } = waiting;
    if (given) {
      const { piece, taken } = given;
      given = null;
      waiting = null;
      resolve({ done: false, value: piece });
      taken();
    } else if (over) {
      waiting = null;
      if ('error' in over) reject(over.error);
      else resolve({ done: true, value: undefined });
    }
  };

  return {
    give(piece) {
      if (isGone) return Promise.reject(new Error('Nobody takes these bytes any more.'));
      return new Promise((taken, refused) => {
        given = { piece, taken, refused };
        settle();
      });
    },
    end() {
      over ??= {};
      settle();
    },
    fail(error) {
      over ??= { error };
      given = null;
      settle();
    },
    pieces: {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise((resolve, reject) => {
            waiting = { resolve, reject };
            settle();
          }),
        return: () => {
          isGone = true;
          given?.refused(new Error('Nobody takes these bytes any more.'));
          given = null;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    },
  };
}
