import type { CalledRun, Command, PlanNode } from '@/core/engine/types';
import type { Item, StoredItems } from '@/core/items/item';
import type { OnItemError, RunAnswer, StepContext } from '@/core/node-kit/executor';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import type { EffectOutcome, StepError } from '@/core/node-kit/node-failure';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import type { StepStop } from '@/worker/steps/step-stop';
import type { RunHandle } from './run-handle';

export type StartStep = Extract<Command, { kind: 'start-step' }>;

/** How the execution of one step ended, before the engine decides what follows. */
export type StepEnd =
  | {
      kind: 'done';
      outputs: Record<string, Item[]>;
      /** Ports whose items lie in the blob store already. */
      stored?: Record<string, StoredItems>;
      answer?: RunAnswer;
      memory?: readonly MemoryChange[];
      console: readonly { level: string; text: string }[];
    }
  | { kind: 'suspended'; until: number | null; signal: string | null }
  /** A loop: its items, batch by batch. */
  | {
      kind: 'iterate';
      batches: readonly Item[][];
      /** In place of batches, where the items lie in the blob store already. */
      stored?: { items: StoredItems; sizes: readonly number[] };
      concurrency: number;
      onItemError: OnItemError;
      console: readonly { level: string; text: string }[];
    }
  /** Other workflows are called: the step waits for these runs, or goes on with `outputs`. */
  | {
      kind: 'called';
      children: readonly ChildRun[];
      wait: boolean;
      outputs: Record<string, Item[]>;
      /** What the inputs of the runs were evaluated with. */
      moment: Pick<CalledRun, 'at' | 'seed'>;
    }
  | {
      kind: 'failed';
      error: StepError;
      outcome: EffectOutcome;
      failedItems?: readonly { port: string; index: number }[];
      console: readonly { level: string; text: string }[];
    };

export interface StepCall {
  run: RunHandle;
  node: PlanNode;
  command: StartStep;
  /** Read once for the step. */
  now: number;
  stop: StepStop;
  effect: StepContext['effect'];
}

/** What the loop knows of executing steps: one call that never throws. */
export interface StepGateway {
  run(call: StepCall): Promise<StepEnd>;
}
