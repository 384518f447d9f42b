/**
 * A step in doubt waits for a person. `repeat` calls it again under the same idempotency keys; `done` writes the
 * receipt that the person vouches for and calls it again, so that it goes on from there without repeating the write;
 * `fail` ends it by the node's error handling, without another try.
 */
import { afterLastFailure } from './after-failure';
import { setEffect } from './effect-facts';
import { inDoubtError } from './recover';
import { callAgain, failStep, isCurrentCall, isOther, suspendStep } from './step-facts';
import type { Fact, Flow, StepState } from './types';

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

export function foldDoubt(flow: Flow, step: StepState, fact: FactOf<'step-doubted'>): boolean {
  if (!isCurrentCall(step, fact.attempt)) return false;
  suspendStep(flow, step, { kind: 'decision', effects: fact.effects });
  return true;
}

export function foldDoubtDecision(flow: Flow, step: StepState, fact: FactOf<'doubt-decided'>): boolean {
  const node = flow.plan.nodes.get(step.nodeId);
  if (!node || step.wait?.kind !== 'decision' || isOther(step, fact.attempt)) return false;
  if (fact.decision === 'fail') {
    const error = inDoubtError(node);
    step.failures++;
    failStep(flow, step, { error, next: afterLastFailure(node, error) });
    return true;
  }
  if (fact.decision === 'done') vouch(step, step.wait.effects, fact);
  callAgain(flow, step);
  return true;
}

function vouch(step: StepState, effects: readonly string[], fact: FactOf<'doubt-decided'>): void {
  for (const name of effects) {
    const known = step.effects.get(name);
    if (known?.status !== 'intended') continue;
    const result = fact.result ?? null;
    setEffect(step, name, { ...known, status: 'answered', endedAt: fact.at, result, decidedBy: fact.by });
  }
}
