import type { Fact, Plan, RunState, StepKey } from '@/core/engine/types';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Limits } from '@/core/limits/limits';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';

/** What the parts of the loop see of a run that this worker holds. */
export interface RunHandle {
  readonly row: ClaimedRun;
  readonly plan: Plan;
  readonly graph: Graph;
  readonly state: RunState;
  /** Of the tenant, when this worker took the run up. */
  readonly limits: Limits;
  /** The run is no longer this worker's matter. */
  readonly isClosed: boolean;
  /** Folds a fact. False when it is stale: it counts for nothing and is not kept. */
  record(fact: Fact): boolean;
  /** Writes the receipt of an effect that was intended before this worker took the run up, with the next flush. */
  keepReceipt(step: StepKey, effect: string): void;
  /** Asks for a flush and resolves when everything recorded so far is on disk; false when the run is lost. */
  committed(): Promise<boolean>;
}
