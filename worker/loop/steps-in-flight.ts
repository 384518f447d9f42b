/** The steps of one run that this worker is at: each begins once and ends as the fact that says how. */
import type { RunState, StepKey } from '@/core/engine/types';
import type { LoopDeps } from './loop-deps';
import { crashed } from './own-failures';
import type { RunHandle } from './run-handle';
import { runStep, type StepRecord } from './run-step';
import type { StartStep } from './step-gateway';

export class StepsInFlight {
  private readonly aborts = new Map<StepKey, AbortController>();

  /** `ended` is called when a step is over; with null when there is nothing to record. */
  constructor(
    private readonly deps: LoopDeps,
    private readonly run: RunHandle,
    private readonly ended: (end: StepRecord | null) => void,
  ) {}

  get isEmpty(): boolean {
    return this.aborts.size === 0;
  }

  /** Begins the step unless it is under way. */
  start(command: StartStep): void {
    if (this.aborts.has(command.step)) return;
    const abort = new AbortController();
    this.aborts.set(command.step, abort);
    void runStep(this.deps, { run: this.run, command, abort })
      .catch((error: unknown) => this.crashedAs(command, error))
      .then((end) => {
        this.aborts.delete(command.step);
        this.ended(end);
      });
  }

  abortAll(): void {
    for (const abort of this.aborts.values()) abort.abort();
  }

  /** Steps of an iteration that another step's failure ended: what they give counts for nothing any more. */
  abortGivenUp(state: RunState): void {
    for (const [step, abort] of this.aborts) {
      if (state.steps.get(step)?.status === 'cancelled') abort.abort();
    }
  }

  private crashedAs(command: StartStep, error: unknown): StepRecord {
    const names = { code: 'step.crashed', runId: this.run.row.id, step: command.step };
    this.deps.log.error({ err: error, ...names }, 'A step crashed.');
    return { fact: crashed(command, this.deps.clock.now()), children: [] };
  }
}
