/**
 * Nodes begin as plain boxes and get their text, icons and ports a few at a time, so that opening a large workflow, or
 * zooming into one, never holds the page up. Pure but for the clock and the frames it is handed.
 */

export interface DetailClock {
  now(): number;
  nextFrame(callback: () => void): void;
  /** Runs the callback and draws what it changed before it returns. */
  drawNow(callback: () => void): void;
}

export interface DetailQueue {
  /** Whether nodes drawn now may be drawn in full at once. */
  startsInFull(): boolean;
  /** Adds a node; gives the function that takes it away. */
  add(show: (inFull: boolean) => void, inFull: boolean): () => void;
  /** Says how all nodes should be drawn from now on. */
  want(inFull: boolean): void;
  /** How many nodes there are in all, drawn or not. */
  expect(count: number): void;
}

/** What a frame may cost beside everything else that happens in it. */
const BUDGET_MS = 8;
/** Drawn between two looks at the clock. */
const PORTION = 3;
/** So few are drawn in full at once. */
const SMALL = 60;

interface Member {
  show(inFull: boolean): void;
  inFull: boolean;
}

/** Makes the queue of one canvas. */
export function createDetailQueue(clock: DetailClock): DetailQueue {
  const members = new Set<Member>();
  const waiting = new Set<Member>();
  let wanted = true;
  let total = 0;
  let isScheduled = false;

  function work() {
    isScheduled = false;
    const end = clock.now() + BUDGET_MS;
    do {
      const portion = [...waiting].slice(0, PORTION);
      clock.drawNow(() => {
        for (const member of portion) {
          waiting.delete(member);
          member.inFull = wanted;
          member.show(wanted);
        }
      });
    } while (waiting.size > 0 && clock.now() < end);
    schedule();
  }

  function schedule() {
    if (isScheduled || waiting.size === 0) return;
    isScheduled = true;
    clock.nextFrame(work);
  }

  function compare(member: Member) {
    if (member.inFull === wanted) waiting.delete(member);
    else waiting.add(member);
  }

  return {
    startsInFull: () => wanted && total <= SMALL,
    add: (show, inFull) => {
      const member = { show, inFull };
      members.add(member);
      compare(member);
      schedule();
      return () => {
        members.delete(member);
        waiting.delete(member);
      };
    },
    want: (inFull) => {
      if (wanted === inFull) return;
      wanted = inFull;
      for (const member of members) compare(member);
      schedule();
    },
    expect: (count) => (total = count),
  };
}
