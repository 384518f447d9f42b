/**
 * What the steps, the world and the people of a simulation do, from names alone: which run, which step, which try. So a
 * run does the same however often it is interrupted, and two simulations of one case may be held against each other.
 */
import type { StepKey } from '@/core/engine/types';
import { createRandom, hashText } from '@/testing/engine/random-numbers';

export type Suspension =
  | { kind: 'time'; forMs: number }
  /** Somebody answers. */
  | { kind: 'signal' }
  /** Nobody answers, and the time runs out. */
  | { kind: 'silence'; forMs: number }
  /** Somebody answers at about the time at which it runs out. */
  | { kind: 'race'; forMs: number };

export interface StepScript {
  durationMs: number;
  suspends: Suspension | null;
  /** How many tries fail before one does not. */
  failures: number;
  retryable: boolean;
  /** Goes on for its time when it is told to stop. */
  deaf: boolean;
  /** Gives the answer of the run. */
  answers: boolean;
}

export interface Script {
  step(run: string, step: StepKey): StepScript;
  /** What the world says to a write. */
  effect(run: string, step: StepKey, name: string): EffectScript;
  /** Numbers that depend on a name alone. */
  random(name: string): () => number;
}

export interface EffectScript {
  /** Tries that are refused before one is not. */
  refusals: number;
  /** It is refused for good. */
  final: boolean;
  /** The answer to the first call gets lost; whether it was done. */
  lost: { performed: boolean } | null;
  latencyMs: number;
}

export function createScript(seed: number): Script {
  const randomOf = (name: string) => createRandom(hashText(`${seed} ${name}`));
  return {
    random: randomOf,
    step(run, step) {
      const random = randomOf(`step ${run} ${step}`);
      const upTo = (most: number) => Math.floor(random() * (most + 1));
      const dice = random();
      return {
        durationMs: dice < 0.4 ? 0 : dice < 0.9 ? upTo(200) : upTo(2500),
        suspends: suspensionOf(random, upTo),
        failures: random() < 0.8 ? 0 : 1 + upTo(2),
        retryable: random() < 0.8,
        deaf: random() < 0.2,
        answers: random() < 0.05,
      };
    },
    effect(run, step, name) {
      const random = randomOf(`effect ${run} ${step} ${name}`);
      return {
        refusals: random() < 0.85 ? 0 : 1 + Math.floor(random() * 2),
        final: random() < 0.04,
        lost: random() < 0.08 ? { performed: random() < 0.5 } : null,
        latencyMs: random() < 0.9 ? 1 + Math.floor(random() * 40) : 200 + Math.floor(random() * 2000),
      };
    },
  };
}

function suspensionOf(random: () => number, upTo: (most: number) => number): Suspension | null {
  const dice = random();
  if (dice < 0.78) return null;
  if (dice < 0.86) return { kind: 'time', forMs: 20 + upTo(1200) };
  if (dice < 0.9) return { kind: 'time', forMs: 1600 + upTo(3000) };
  if (dice < 0.96) return { kind: 'signal' };
  if (dice < 0.98) return { kind: 'silence', forMs: 100 + upTo(3000) };
  return { kind: 'race', forMs: 500 + upTo(1500) };
}
