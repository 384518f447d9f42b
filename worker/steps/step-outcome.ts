/** What becomes of one try of a step, as a value: nothing is thrown at the loop. */
import type { Item } from '@/core/items/item';
import type { RunAnswer } from '@/core/node-kit/executor';
import type { EffectOutcome, StepError } from '@/core/node-kit/node-failure';
import type { ConsoleLine } from './step-context';

interface WithConsole {
  console: readonly ConsoleLine[];
}

export type StepOutcome = WithConsole &
  (
    | { kind: 'done'; outputs: Record<string, Item[]>; answer?: RunAnswer }
    | { kind: 'suspended'; until: number | null; signal: string | null }
    | { kind: 'call'; workflowId: string; items: Item[]; wait: boolean }
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
