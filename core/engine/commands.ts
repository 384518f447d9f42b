/** What is to be done now, as `decide` says it. Never stored: the same facts always give the same commands. */
import type { PortData } from '@/core/items/item';
import type { Resumed } from '@/core/node-kit/executor';
import type { StepKey } from './statuses';
import type { RunError } from './facts';
import type { Delivery } from './step-state';

export type Command =
  | {
      kind: 'start-step';
      step: StepKey;
      nodeId: string;
      path: readonly string[];
      attempt: number;
      /** Which try this is for the retry limit, from 1: hand it to `decideAfterFailure`. */
      tries: number;
      inputs: Readonly<Record<string, Delivery>>;
      resumed: Resumed | null;
    }
  | { kind: 'await-timer'; step: StepKey; dueAt: number; why: 'retry' | 'wait' }
  | { kind: 'await-signal'; step: StepKey; signal: string; until: number | null }
  | { kind: 'await-decision'; step: StepKey; effects: readonly string[] }
  /** Stop the work of every step still in flight; its results no longer count. */
  | { kind: 'abort-steps' }
  | {
      kind: 'finish-run';
      status: 'succeeded' | 'failed' | 'cancelled';
      output: { step: StepKey; data: PortData } | null;
      error: RunError | null;
      /** For the fact. Absent in a run that was never resumed. */
      life?: number;
    };
