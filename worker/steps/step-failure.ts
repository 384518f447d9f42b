/** Turns whatever was thrown while a step ran into the error that is recorded. */
import { isAppError } from '@/core/errors/app-error';
import { NodeFailure, type EffectOutcome, type StepError } from '@/core/node-kit/node-failure';

export interface StepFailure {
  error: StepError;
  outcome: EffectOutcome;
}

/** `openWrites` > 0 makes the outcome of an unexpected error unknown. */
export function toStepFailure(thrown: unknown, openWrites: number): StepFailure {
  const outcome: EffectOutcome = openWrites > 0 ? 'unknown' : 'not-done';
  if (thrown instanceof NodeFailure) return { error: thrown.toStepError(), outcome: thrown.outcome };
  if (isAppError(thrown) && thrown.family !== 'bug') {
    const retryable = thrown.family === 'operational-failure';
    return { error: { code: thrown.code, message: thrown.message, retryable }, outcome };
  }
  return {
    error: {
      code: 'step.crashed',
      message:
        'This node failed in a way it was not made for. Run it again; if it stays, report it with the run id.',
      retryable: false,
    },
    outcome,
  };
}

/** True for what is no known kind of failure and should reach the log with its stack. */
export function isUnexpected(thrown: unknown): boolean {
  return !(thrown instanceof NodeFailure) && !(isAppError(thrown) && thrown.family !== 'bug');
}
