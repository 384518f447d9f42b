/**
 * The time and the random numbers that a step sees. A step that calls workflows again keeps those of its first call: its
 * inputs come out as they did, so it makes the same call, and what that one did outside is not done again.
 */
import type { CalledRun } from '@/core/engine/types';
import type { StepCall } from './step-gateway';

export interface StepMoment {
  /** Milliseconds since the epoch. */
  now: number;
  /** Seed of the run in which the step made its call first, where that was another run. */
  seed: string | undefined;
}

export function momentOf({ run, command, now }: StepCall): StepMoment {
  const [first] = calledBefore(run, command.step);
  return { now: first?.at ?? now, seed: first?.seed };
}

/** Seed of the step's random numbers: the same over attempts and after every crash. */
export function seedOf({ run, command }: StepCall, { seed }: StepMoment): string {
  return `${seed ?? run.state.started?.seed ?? run.row.id}|${command.step}`;
}

/** The runs that the step called before: in this run, or in the one that this run goes on from. */
export function calledBefore({ row, state }: StepCall['run'], step: string): readonly CalledRun[] {
  const own = state.steps.get(step)?.called;
  if (own) return own;
  const [first] = row.facts;
  const known = first?.kind === 'run-started' ? (first.called ?? {}) : {};
  return Object.hasOwn(known, step) ? (known[step] ?? []) : [];
}
