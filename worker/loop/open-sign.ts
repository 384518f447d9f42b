/** Says on the bus whether runs may be put into this worker's hands as they are accepted. */
import type { Bus } from '@/infra/bus/bus';
import { repeat, type TimedClock } from '@/infra/clock/clock';
import { OPEN_EVERY_MS, openText } from '@/infra/queue/open-workers';

/** Shares of its places: it closes when it holds so many runs, and opens again when it holds so few. */
const CLOSES_AT = 0.5;
const OPENS_AT = 0.25;

export interface OpenSign {
  /** What it says now. */
  isOpen(): boolean;
  /** To be called whenever what it depends on may have changed. */
  look(): void;
  /** Nothing more, from now on. */
  close(): void;
}

export function createOpenSign(options: {
  bus: Pick<Bus, 'publish'>;
  clock: TimedClock;
  workerId: string;
  maxActive: number;
  activeCount(): number;
  /** Whether nothing waits that would have to go first. */
  isCalm(): boolean;
}): OpenSign {
  const { bus, workerId, maxActive } = options;
  let isOpen = false;
  let isClosed = false;

  function look(): void {
    if (isClosed) return;
    const share = options.activeCount() / maxActive;
    const next = options.isCalm() && share < (isOpen ? CLOSES_AT : OPENS_AT);
    if (next !== isOpen) say(next);
  }

  function say(next: boolean): void {
    isOpen = next;
    void bus.publish('heddle_open', openText(workerId, next));
  }

  const stop = repeat(options.clock, OPEN_EVERY_MS, () => {
    look();
    if (isOpen) say(true);
  });
  return {
    isOpen: () => isOpen,
    look,
    close() {
      if (isClosed) return;
      isClosed = true;
      stop();
      say(false);
    },
  };
}
