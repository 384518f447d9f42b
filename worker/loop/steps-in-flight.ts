/** The steps of one run that this worker is at: each begins once and ends as the fact that says how. */
import type { RunState, StepKey } from '@/core/engine/types';
import { StepStop } from '@/worker/steps/step-stop';
import type { LoopDeps } from './loop-deps';
import { crashed } from './own-failures';
import type { RunHandle } from './run-handle';
import { runStep, type StepRecord } from './run-step';
import type { StartStep } from './step-gateway';

export class StepsInFlight {
  private readonly stops = new Map<StepKey, StepStop>();

  /** `ended` is called when a step is over; with null when there is nothing to record. */
  constructor(
    private readonly deps: LoopDeps,
    private readonly run: RunHandle,
    private readonly ended: (end: StepRecord | null) => void,
  ) {}

  get isEmpty(): boolean {
    return this.stops.size === 0;
  }

  /** Begins the step unless it is under way. */
  start(command: StartStep): void {
    if (this.stops.has(command.step)) return;
    const stop = new StepStop();
    this.stops.set(command.step, stop);
    void runStep(this.deps, { run: this.run, command, stop })
      .catch((error: unknown) => this.crashedAs(command, error))
      .then((end) => {
        this.stops.delete(command.step);
        this.ended(end);
      });
  }

  abortAll(): void {
    for (const stop of this.stops.values()) stop.stop();
  }

  /** Steps of an iteration that another step's failure ended: what they give counts for nothing any more. */
  abortGivenUp(state: RunState): void {
    for (const [step, stop] of this.stops) {
      if (state.steps.get(step)?.status === 'cancelled') stop.stop();
    }
  }

  private crashedAs(command: StartStep, error: unknown): StepRecord {
    const names = { code: 'step.crashed', runId: this.run.row.id, step: command.step };
    this.deps.log.error({ err: error, ...names }, 'A step crashed.');
    return { fact: crashed(command, this.deps.clock.now()), children: [] };
  }
}
