/** The world outside: it does what it is asked, keeps its own log of that, and knows nothing of runs but the keys. */
import type { Json } from '@/core/items/item';
import { hashText } from '@/testing/engine/random-numbers';

export interface WorldCall {
  runId: string;
  step: string;
  effect: string;
  key: string;
  /** What it will say. */
  answer: 'ok' | 'refused' | 'refused-for-good' | 'lost';
  /** Whether it is done; a lost answer may be to either. */
  performed: boolean;
}

export interface WorldEntry extends WorldCall {
  atMs: number;
  by: string;
}

export interface World {
  log: readonly WorldEntry[];
  /** A call arrives. */
  arrive(call: WorldCall, by: string): void;
  /** Whether anything was done under this key. */
  hasDone(key: string): boolean;
}

export function createWorld(now: () => number): World {
  const log: WorldEntry[] = [];
  return {
    log,
    arrive(call, by) {
      log.push({ ...call, by, atMs: now() });
    },
    hasDone: (key) => log.some((entry) => entry.key === key && entry.performed),
  };
}

/** What a write gives: the same for the same thing, whoever asks, so that a person can vouch for it. */
export function resultOf(run: string, step: string, effect: string): Json {
  return { given: hashText(`${run} ${step} ${effect}`) % 1000 };
}
