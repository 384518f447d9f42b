/**
 * Time that is made up: things are put down for a moment, and the next one happens as soon as the one before has come to
 * rest. Nothing depends on the machine, so the same things are put down in the same order each time.
 */

/** What may be put down for later. All times are milliseconds since the beginning. */
export interface VirtualTime {
  now(): number;
  /** Puts something down; what it gives back takes it away again. At one moment, first come first served. */
  after(delayMs: number, call: () => void): () => void;
  /** How many things are put down. */
  pending(): number;
  /** Goes on until `isOver`, or nothing is put down, or the time is up. True when it was over. */
  run(options: { isOver: () => boolean; untilMs: number }): Promise<boolean>;
}

interface Entry {
  at: number;
  order: number;
  call: (() => void) | null;
}

export function createVirtualTime(): VirtualTime {
  const heap: Entry[] = [];
  let now = 0;
  let count = 0;
  let open = 0;

  return {
    now: () => now,
    pending: () => open,
    after(delayMs, call) {
      const entry: Entry = { at: now + Math.max(0, delayMs), order: count++, call };
      open += 1;
      push(heap, entry);
      return () => {
        if (entry.call === null) return;
        entry.call = null;
        open -= 1;
      };
    },
    async run({ isOver, untilMs }) {
      for (;;) {
        await comeToRest();
        if (isOver()) return true;
        const next = pop(heap);
        if (!next) return false;
        const { call } = next;
        if (call === null) continue;
        if (next.at > untilMs) {
          push(heap, next);
          now = untilMs;
          return false;
        }
        now = next.at;
        next.call = null;
        open -= 1;
        call();
      }
    },
  };
}

/** Lets every promise that can go on do so: they all come before the next turn of the event loop. */
function comeToRest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, entry)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    const [left, right] = [heap[below], heap[below + 1]];
    if (!left) break;
    if (right && isBefore(right, left)) below += 1;
    const child = heap[below];
    if (!child || isBefore(last, child)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
  return first;
}
