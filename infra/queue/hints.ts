/**
 * Hints: "there is work on shard n". BullMQ carries them, coalesced by a fixed job id; they never carry data and are
 * never the truth. All of them may be lost: workers also look by themselves, so a lost hint costs latency only.
 */
import type { Bus } from '@/infra/bus/bus';
import type { Log } from '@/infra/log/log';
import { createCoalescer } from './coalesce';
import { openHintQueue, openHintWorker, type HintReceiver, type QueueStore } from './hint-queue';

export type { HintReceiver } from './hint-queue';

export interface HintSender {
  /** Says that something is due. Returns at once and never throws. */
  wake(): void;
  /** Whether the statement that accepts runs should also notify `heddle_due`: the same word, sooner. False = drop all. */
  readonly mayNotify: boolean;
  close(): Promise<void>;
}

/** `send` = pass on a hint; `drop` = lose them all, which tests and a broken queue look like. */
export type HintMode = 'send' | 'drop';

/** A burst of runs makes at most this many hints a second: the word that goes with the commit is sooner anyway. */
const MIN_GAP_MS = 100;

export interface HintOptions {
  store: QueueStore;
  log: Log;
  mode?: HintMode;
}

/** One outstanding hint at a time; whatever comes meanwhile is said once more afterwards. */
export function createHintSender(options: HintOptions & { bus: Bus }): HintSender {
  const { bus, log, store } = options;
  if (options.mode === 'drop')
    return { wake: () => undefined, mayNotify: false, close: () => Promise.resolve() };
  const queue = openHintQueue(store, log);
  const add = createCoalescer(MIN_GAP_MS, () => queue.add());
  const say = createCoalescer(0, () => bus.publish('heddle_due', ''));
  return {
    get mayNotify() {
      return bus.notifiesWithCommit();
    },
    wake() {
      // Where the commit itself tells the workers, saying it again would wake them twice.
      if (!bus.notifiesWithCommit()) say.trigger();
      add.trigger();
    },
    async close() {
      add.close();
      say.close();
      await queue.close();
    },
  };
}

/** Calls `onWake` for each hint that arrives at this process. */
export function createHintReceiver(options: HintOptions & { onWake: () => void }): HintReceiver {
  if (options.mode === 'drop') return { close: () => Promise.resolve() };
  return openHintWorker(options);
}
