/**
 * The ledger of one step: what it meant to do outside, and what is known of it. An answered effect stays answered; a
 * failed one may be intended again. These facts count until the run has finished, even when the run is ending, because
 * what happened outside has happened.
 */
import { isTerminal } from './run-status';
import type { Fact, RunState, StepState } from './types';

type EffectFact = Extract<Fact, { kind: 'effect-intended' | 'effect-answered' | 'effect-failed' }>;

export function foldEffect(state: RunState, fact: EffectFact): boolean {
  const step = state.steps.get(fact.step);
  if (!step || isTerminal(step.status)) return false;
  const changed = fact.kind === 'effect-intended' ? intend(step, fact) : close(step, fact);
  if (changed) step.touched = state.folded;
  return changed;
}

function intend(step: StepState, fact: Extract<EffectFact, { kind: 'effect-intended' }>): boolean {
  const known = step.effects.get(fact.effect);
  if (fact.attempt !== step.attempt || known?.status === 'answered') return false;
  if (known?.status === 'intended' && known.attempt === fact.attempt) return false;
  // The same call may mean it again after a failure and a crash; only the very same fact is an echo.
  if (known && known.attempt === fact.attempt && known.intendedAt === fact.at) return false;
  step.effects.set(fact.effect, {
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
    step.effects.set(fact.effect, { ...known, status: 'answered', endedAt: fact.at, result: fact.result });
  } else {
    step.effects.set(fact.effect, { ...known, status: 'failed', endedAt: fact.at, failedAt: fact.at });
  }
  return true;
}
