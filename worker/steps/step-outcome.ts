/** What becomes of one try of a step, as a value: nothing is thrown at the loop. */
import type { Item, StoredItems } from '@/core/items/item';
import type { Iterate, RunAnswer, WorkflowCall } from '@/core/node-kit/executor';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { EffectOutcome, StepError } from '@/core/node-kit/node-failure';
import type { ConsoleLine } from './step-context';

interface WithConsole {
  console: readonly ConsoleLine[];
}

/** A call whose items are ready to be recorded. */
export interface SealedCall extends WorkflowCall {
  calls: readonly Item[][];
  outputs: Record<string, Item[]>;
}

/** Batches that are ready to be recorded. */
export interface SealedIterate extends Iterate {
  batches: readonly Item[][];
  /** In place of batches: all items, which lie in a blob, and how many each iteration gets. */
  stored?: { items: StoredItems; sizes: readonly number[] };
}

export type StepOutcome = WithConsole &
  (
    | {
        kind: 'done';
        outputs: Record<string, Item[]>;
        /** What was too large to be held; already scrubbed. */
        stored?: Record<string, StoredItems>;
        answer?: RunAnswer;
        memory?: readonly MemoryChange[];
      }
    | { kind: 'suspended'; until: number | null; signal: string | null }
    | SealedCall
    | SealedIterate
    | FailedStep
  );

export interface FailedStep {
  kind: 'failed';
  error: StepError;
  /** `unknown` when a write may have happened. */
  outcome: EffectOutcome;
  /** The input items that failed; absent = the step as a whole. */
  failedItems?: readonly { port: string; index: number }[];
}
