/** Failures that are nobody's plan: of a step that crashed inside us, and of facts that no database takes. */
import { decide } from '@/core/engine/decide';
import type { Fact, Plan, RunError, RunState } from '@/core/engine/types';
import type { StepError } from '@/core/node-kit/node-failure';
import type { StartStep } from './step-gateway';

const NOT_STORABLE: StepError = {
  code: 'run.not-storable',
  message:
    'A result of this run cannot be stored. Look for text that is no valid Unicode or for data that is too deep.',
  retryable: false,
};

/** The end of a run whose facts cannot be stored. */
export function notStorable(at: number): Fact {
  const error = { ...NOT_STORABLE, step: null, nodeId: null, nodeName: null };
  return { kind: 'run-finished', at, status: 'failed', output: null, error };
}

/** The end of a step that crashed. */
export function crashed({ step, attempt }: StartStep, at: number): Fact {
  const error: StepError = {
    code: 'step.crashed',
    message: 'Something went wrong on our side while this step ran. The log of the worker says more.',
    retryable: false,
  };
  return { kind: 'step-failed', step, attempt, startedAt: at, at, error, next: { kind: 'stop' } };
}

/** The failure of a run that is set aside because worker after worker died with it, and the steps that it was at. */
export function poisoned(plan: Plan, state: RunState, deaths: number): RunError {
  const steps = decide(plan, state).flatMap((command) => (command.kind === 'start-step' ? [command] : []));
  const names = [...new Set(steps.map(({ nodeId }) => plan.nodes.get(nodeId)?.name ?? nodeId))];
  const [only] = steps;
  const one = steps.length === 1 && only ? only : null;
  const where = names.length === 0 ? '' : ` It was at ${names.map((name) => `“${name}”`).join(', ')}.`;
  return {
    code: 'run.poisoned',
    message: `Workers ended ${deaths} times while they ran this, so it was set aside.${where}`,
    retryable: false,
    details: { deaths, steps: names },
    step: one?.step ?? null,
    nodeId: one?.nodeId ?? null,
    nodeName: one ? (names[0] ?? null) : null,
  };
}
