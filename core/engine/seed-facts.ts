/**
 * The beginning of a run that reuses what an earlier one did: facts of the earlier log, told anew as first calls. The
 * fold of the new run decides what of them counts, so results that no longer fit its graph are left out by themselves.
 */
import { DONE_PORT } from './loop-nodes';
import { openIntents } from './recover';
import type { CalledRun, Fact, Plan, RunState, StepKey, StepState } from './types';

export interface SeedOrigin {
  plan: Plan;
  state: RunState;
  facts: readonly Fact[];
}

/** Whether the new run keeps what this step gave. */
export type Keep = (step: StepState) => boolean;

/** How the steps ended that are kept, in the order of the log. */
export function resultsOf({ state, facts }: SeedOrigin, keep: Keep): Fact[] {
  const told = new Set<StepKey>();
  const stopped = state.finished?.error?.step ?? null;
  const seeds: Fact[] = [];
  for (const fact of facts) {
    if (!('step' in fact) || told.has(fact.step)) continue;
    const step = state.steps.get(fact.step);
    if (!step || fact.step === stopped || !keep(step)) continue;
    const seed = resultOf(step, fact);
    if (!seed) continue;
    told.add(fact.step);
    seeds.push(seed);
  }
  return seeds;
}

/**
 * What is known of the writes of steps that are called again: answered ones are replayed, and one that nobody knows the
 * outcome of stays in doubt.
 */
export function receiptsOf({ state }: SeedOrigin, keep: Keep): Fact[] {
  return [...state.steps.values()].flatMap((step) => {
    if (step.status === 'succeeded' || !keep(step)) return [];
    const open = new Set(openIntents(step));
    return [...step.effects].flatMap(([effect, known]): Fact[] => {
      const isAnswered = known.status === 'answered';
      if (!isAnswered && !open.has(effect)) return [];
      const { idempotencyKey, summary, intendedAt: at, endedAt, result } = known;
      const place = { step: step.key, effect };
      const intended: Fact = { kind: 'effect-intended', ...place, at, attempt: 1, idempotencyKey, summary };
      if (!isAnswered) return [intended];
      return [intended, { kind: 'effect-answered', ...place, at: endedAt ?? at, result }];
    });
  });
}

/**
 * The runs that steps had called which are to be called again, with what makes their inputs come out as before. A step
 * that was never called here may have been in the run before this one.
 */
export function calledBy({ state, facts }: Omit<SeedOrigin, 'plan'>): Record<StepKey, readonly CalledRun[]> {
  const [first] = facts;
  const known = new Map(Object.entries((first?.kind === 'run-started' ? first.called : null) ?? {}));
  for (const step of state.steps.values()) {
    if (step.status === 'succeeded') known.delete(step.key);
    else if (step.called) known.set(step.key, withSeed(step.called, state.started?.seed));
  }
  return Object.fromEntries(known);
}

function withSeed(called: readonly CalledRun[], seed: string | undefined): readonly CalledRun[] {
  return seed === undefined ? called : called.map((call) => ({ seed, ...call }));
}

/**
 * Which steps run again when `chosen` does: itself, and what hangs on it along its own path. Other iterations of a loop
 * stay, and so does the loop; what it gives at its end does not.
 */
export function redoneWith(
  plan: Plan,
  chosen: { nodeId: string; path: readonly string[] },
): (step: Pick<StepState, 'nodeId' | 'path'>) => boolean {
  const nodes = nodesBehind(plan, chosen.nodeId);
  return ({ nodeId, path }) => {
    if (nodeId === chosen.nodeId && path.length === chosen.path.length) return agree(path, chosen.path);
    return nodes.has(nodeId) && agree(path, chosen.path);
  };
}

function resultOf(step: StepState, fact: Fact): Fact | null {
  switch (fact.kind) {
    case 'step-succeeded': {
      // What it changed of what the workflow keeps was changed then; nothing is changed again.
      const { memory: _kept, ...rest } = fact;
      return step.status === 'succeeded' ? { ...rest, attempt: 1 } : null;
    }
    case 'step-iterating':
      return { ...fact, attempt: 1 };
    case 'step-failed':
      return step.status === 'failed' && fact.next.kind !== 'retry' ? { ...fact, attempt: 1 } : null;
    case 'doubt-decided': {
      if (step.status !== 'failed' || !step.error || !step.outputs) return null;
      const { key, error, outputs } = step;
      const startedAt = step.startedAt ?? fact.at;
      const next = { kind: 'go-on' as const, outputs };
      return { kind: 'step-failed', step: key, attempt: 1, startedAt, at: fact.at, error, next };
    }
    default:
      return null;
  }
}

/** Nodes that get something from the node, directly or not. A loop around it is not behind it, but its `done` is. */
function nodesBehind(plan: Plan, nodeId: string): Set<string> {
  const found = new Set<string>();
  const passed = new Set<string>();
  const open = plan.edges.filter((edge) => edge.source === nodeId);
  for (let edge = open.pop(); edge; edge = open.pop()) {
    if (passed.has(edge.id)) continue;
    passed.add(edge.id);
    const { target, collects } = edge;
    if (edge.back && !collects) continue;
    if (!collects) found.add(target);
    open.push(
      ...plan.edges.filter((next) => next.source === target && (!collects || next.sourcePort === DONE_PORT)),
    );
  }
  return found;
}

/** One path begins with the other. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return false;
  return true;
}
