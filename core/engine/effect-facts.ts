/**
 * The ledger of one step: what it meant to do outside, and what is known of it. An answered effect stays answered; a
 * failed one may be intended again. These facts count until the run has finished, even when the run is ending, because
 * what happened outside has happened.
 */
import { isTerminal } from './run-status';
import type { Fact, RunState, StepEffect, StepState } from './types';

type EffectFact = Extract<Fact, { kind: 'effect-intended' | 'effect-answered' | 'effect-failed' }>;

export function foldEffect(state: RunState, fact: EffectFact): boolean {
  const step = state.steps.get(fact.step);
  if (!step) return false;
  const intends = fact.kind === 'effect-intended';
  // What a step was doing when its iteration was given up has happened all the same; it may begin nothing more.
  if (isTerminal(step.status) && (intends || step.status !== 'cancelled')) return false;
  const changed = intends ? intend(step, fact) : close(step, fact);
  if (changed) step.touched = state.folded;
  return changed;
}

function intend(step: StepState, fact: Extract<EffectFact, { kind: 'effect-intended' }>): boolean {
  const known = step.effects.get(fact.effect);
  if (fact.attempt !== step.attempt || known?.status === 'answered') return false;
  if (known?.status === 'intended' && known.attempt === fact.attempt) return false;
  // The same call may mean it again after a failure and a crash; only the very same fact is an echo.
  if (known && known.attempt === fact.attempt && known.intendedAt === fact.at) return false;
  setEffect(step, fact.effect, {
    status: 'intended',
    attempt: fact.attempt,
    idempotencyKey: fact.idempotencyKey,
    summary: fact.summary,
    intendedAt: fact.at,
    endedAt: null,
    result: null,
    failedAt: known?.failedAt ?? null,
    decidedBy: null,
  });
  return true;
}

function close(step: StepState, fact: Exclude<EffectFact, { kind: 'effect-intended' }>): boolean {
  const known = step.effects.get(fact.effect);
  if (known?.status !== 'intended') return false;
  if (fact.kind === 'effect-failed' && known.failedAt === fact.at) return false;
  if (fact.kind === 'effect-answered') {
    setEffect(step, fact.effect, { ...known, status: 'answered', endedAt: fact.at, result: fact.result });
  } else {
    setEffect(step, fact.effect, { ...known, status: 'failed', endedAt: fact.at, failedAt: fact.at });
  }
  return true;
}

/** Puts an effect in the step's ledger. */
export function setEffect(step: StepState, name: string, effect: StepEffect): void {
  // An empty one is shared by all steps; one that has entries is the step's own map, made here.
  if (step.effects.size === 0) step.effects = new Map([[name, effect]]);
  else (step.effects as Map<string, StepEffect>).set(name, effect);
}
