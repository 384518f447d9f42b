/**
 * Engine tests that read as transcripts: *given this graph, when started expect start(a); when a succeeded expect …*.
 * Each fact comes one millisecond after the one before, and is folded twice: an echo must change nothing.
 */
import { expect } from 'vitest';
import { decideAfterFailure } from '@/core/engine/after-failure';
import { compilePlan } from '@/core/engine/compile-plan';
import { decide } from '@/core/engine/decide';
import { applyFact, createRunState, foldFacts } from '@/core/engine/state';
import type { Command, Fact, Plan, RunState, StepKey } from '@/core/engine/types';
import type { Graph } from '@/core/graph/graph';
import type { Json, PortData, PortOutputs } from '@/core/items/item';
import type { OnItemError } from '@/core/node-kit/executor';
import type { StepError } from '@/core/node-kit/node-failure';
import { describeState } from './describe-state';
import { engineCatalog } from './catalog';

/** A fact that is completed (time, call number) when it is folded. */
export type Happening = (state: RunState, at: number, plan: Plan) => Fact;

type StartFact = Extract<Fact, { kind: 'run-started' }>;

export interface Transcript {
  plan: Plan;
  state: RunState;
  facts: Fact[];
  started(
    counts?: Record<string, number>,
    options?: Partial<Pick<StartFact, 'pinned' | 'until' | 'limits'>>,
  ): Transcript;
  when(...happenings: Happening[]): Transcript;
  expect(...commands: string[]): Transcript;
  /** Holds the statuses of all steps against `key: status`. */
  expectSteps(statuses: Record<StepKey, string>): Transcript;
  /** Lets time pass before the next fact. */
  later(ms: number): Transcript;
}

export function given(graph: Graph, options: { trigger?: string; maxSteps?: number } = {}): Transcript {
  const { trigger = 't', maxSteps } = options;
  const plan = compilePlan(graph, engineCatalog, maxSteps === undefined ? {} : { maxSteps });
  const state = createRunState(plan);
  const facts: Fact[] = [];
  let now = 1000;
  const fold = (fact: Fact) => {
    facts.push(fact);
    expect(applyFact(plan, state, fact), `${fact.kind} should count`).toBe(true);
    const before = describeState(state);
    expect(applyFact(plan, state, fact), `an echo of ${fact.kind} should not count`).toBe(false);
    expect(describeState(state)).toEqual(before);
  };
  const transcript: Transcript = {
    plan,
    state,
    facts,
    started(counts = { main: 1 }, more = {}) {
      fold({ kind: 'run-started', at: ++now, trigger, outputs: outputsOf(counts), seed: 'seed', ...more });
      return transcript;
    },
    when(...happenings) {
      for (const happening of happenings) fold(happening(state, ++now, plan));
      expect(describeState(foldFacts(plan, facts))).toEqual(describeState(state));
      return transcript;
    },
    expect(...commands) {
      expect(decide(plan, state).map(commandText)).toEqual(commands);
      return transcript;
    },
    expectSteps(statuses) {
      expect(Object.fromEntries([...state.steps.values()].map((step) => [step.key, step.status]))).toEqual(
        statuses,
      );
      return transcript;
    },
    later(ms) {
      now += ms;
      return transcript;
    },
  };
  return transcript;
}

export function succeeded(step: StepKey, counts: Record<string, number> = { main: 1 }): Happening {
  return (state, at) => ({
    kind: 'step-succeeded',
    at,
    step,
    attempt: callOf(state, step),
    startedAt: at - 1,
    outputs: outputsOf(counts),
  });
}

/** A loop handed out batches of these sizes; the items carry their place in the whole. */
export function iterating(
  step: StepKey,
  sizes: readonly number[],
  options: { concurrency?: number; onItemError?: OnItemError } = {},
): Happening {
  const { concurrency = 1, onItemError = 'stop' } = options;
  return (state, at) => ({
    kind: 'step-iterating',
    at,
    step,
    attempt: callOf(state, step),
    startedAt: at - 1,
    items: itemsOf(sizes.reduce((sum, size) => sum + size, 0)),
    sizes,
    concurrency,
    onItemError,
  });
}

/** Failed, with what follows decided as the worker would: no jitter. */
export function failed(step: StepKey, error: Partial<StepError> = {}): Happening {
  return (state, at, plan) => {
    const full = { code: 'test.failed', message: 'It failed.', retryable: true, ...error };
    const known = state.steps.get(step);
    const node = plan.nodes.get(known?.nodeId ?? '');
    if (!known || !node) throw new Error(`no step ${step}`);
    const tries = known.failures + 1;
    const next = decideAfterFailure({
      node,
      error: full,
      outcome: 'not-done',
      tries,
      now: at,
      random: () => 0,
    });
    if (next.kind === 'ask') throw new Error('a failure that is not in doubt asks nobody');
    return { kind: 'step-failed', at, step, attempt: known.attempt, startedAt: at - 1, error: full, next };
  };
}

export function suspended(step: StepKey, wait: { forMs?: number; signal?: string }): Happening {
  return (state, at) => ({
    kind: 'step-suspended',
    at,
    step,
    attempt: callOf(state, step),
    startedAt: at - 1,
    until: wait.forMs === undefined ? null : at + wait.forMs,
    signal: wait.signal ?? null,
  });
}

export function timerFired(step: StepKey): Happening {
  return (_state, at) => ({ kind: 'timer-fired', at, step });
}

export function signalReceived(step: StepKey, payload: Json = null): Happening {
  return (state, at) => ({ kind: 'signal-received', at, step, payload, attempt: callOf(state, step) });
}

export function intended(step: StepKey, effect = 'call'): Happening {
  return (state, at) => ({
    kind: 'effect-intended',
    at,
    step,
    attempt: callOf(state, step),
    effect,
    idempotencyKey: `key of ${step} ${effect}`,
    summary: 'POST /orders',
  });
}

export function answered(step: StepKey, effect = 'call', result: Json = 'ok'): Happening {
  return (_state, at) => ({ kind: 'effect-answered', at, step, effect, result });
}

export function effectFailed(step: StepKey, effect = 'call'): Happening {
  const error = { code: 'http.refused', message: 'Refused.', retryable: true };
  return (_state, at) => ({ kind: 'effect-failed', at, step, effect, error });
}

export function doubted(step: StepKey, effects: readonly string[] = ['call']): Happening {
  return (state, at) => ({ kind: 'step-doubted', at, step, attempt: callOf(state, step), effects });
}

export function doubtDecided(step: StepKey, decision: 'repeat' | 'done' | 'fail', result?: Json): Happening {
  return (state, at) => ({
    kind: 'doubt-decided',
    at,
    step,
    attempt: callOf(state, step),
    decision,
    by: 'ada',
    ...(result === undefined ? {} : { result }),
  });
}

export function cancelRequested(): Happening {
  return (state, at) => ({ kind: 'cancel-requested', at, by: 'ada', life: state.life });
}

export function resumed(): Happening {
  return (state, at) => ({ kind: 'run-resumed', at, by: 'ada', life: state.life });
}

export function paused(): Happening {
  return (_state, at) => ({ kind: 'run-paused', at, by: 'ada' });
}

export function continued(): Happening {
  return (_state, at) => ({ kind: 'run-continued', at, by: 'ada' });
}

/** What the finish-run command says. */
export function finished(): Happening {
  return (state, at, plan) => {
    const command = decide(plan, state).find((one) => one.kind === 'finish-run');
    if (!command) throw new Error('the run is not to be finished yet');
    return { ...command, kind: 'run-finished', at, life: state.life };
  };
}

/** A command in one line: `start a`, `start a@e1 #2`, `timer a 1500`, `finish succeeded a`. */
export function commandText(command: Command): string {
  switch (command.kind) {
    case 'start-step':
      return start(command.step, command.attempt);
    case 'await-timer':
      return `timer ${command.step} ${command.dueAt}`;
    case 'await-signal':
      return `signal ${command.step} ${command.signal}${command.until === null ? '' : ` ${command.until}`}`;
    case 'await-decision':
      return `decision ${command.step} ${command.effects.join(',')}`;
    case 'abort-steps':
      return 'abort';
    case 'finish-run':
      return finish(command.status, command.output?.step ?? command.error?.step ?? undefined);
  }
}

export function start(step: StepKey, attempt = 1): string {
  return attempt === 1 ? `start ${step}` : `start ${step} #${attempt}`;
}

export function finish(status: string, step?: StepKey): string {
  return step === undefined ? `finish ${status}` : `finish ${status} ${step}`;
}

export function outputsOf(counts: Record<string, number>): PortOutputs {
  return Object.fromEntries(Object.entries(counts).map(([port, count]) => [port, itemsOf(count)]));
}

function itemsOf(count: number): PortData {
  return { count, items: Array.from({ length: count }, (_, index) => ({ json: { index } })) };
}

function callOf(state: RunState, step: StepKey): number {
  const known = state.steps.get(step);
  if (!known) throw new Error(`no step ${step}; known: ${[...state.steps.keys()].join(' ')}`);
  return known.attempt;
}
