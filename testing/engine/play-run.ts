/**
 * Plays a run of the engine to its end on a virtual clock: a worker that starts what `decide` names, finishes what it
 * started in an order that a seed chooses, may be killed between any two facts, and a world that counts every write it
 * sees. What a step does depends on its key alone, so two plays of one graph may be held against each other.
 */
import { decideAfterFailure } from '@/core/engine/after-failure';
import { decide } from '@/core/engine/decide';
import { findDoubts, openIntents } from '@/core/engine/recover';
import { applyFact, createRunState, foldFacts } from '@/core/engine/state';
import type { Command, Fact, Plan, RunState, StepKey, StepState } from '@/core/engine/types';
import type { OnItemError } from '@/core/node-kit/executor';
import { createRandom, hashText } from './random-numbers';
import { batches, outputs, scriptOf } from './step-script';

export interface PlayOptions {
  plan: Plan;
  /** What the steps do. */
  world: number;
  /** In which order things happen. */
  schedule: number;
  /** Chance of a crash after each fact. */
  crashes?: number;
  /** Chance, at each fact, that somebody cancels, or pauses and goes on. */
  cancels?: number;
  pauses?: number;
  /** Chance that a run which failed or was cancelled is resumed; three times at most. */
  resumes?: number;
  /** Chance that a step's first call stops the run, whatever its node says; never again after a resume. */
  breaks?: number;
  /** What loops do when an iteration fails; without it, by the step's key. */
  onItemError?: OnItemError;
  /** How the run starts. */
  start?: { pinned?: true; until?: string };
  /** Called after each fact, with the state it led to. */
  onFact?: (fact: Fact, state: RunState, facts: readonly Fact[]) => void;
  /** Called before anything is chosen, with the commands that hold then and whether a worker is at work. */
  onDecide?: (commands: readonly Command[], state: RunState, inFlight: boolean) => void;
}

export interface Played {
  state: RunState;
  facts: Fact[];
  /** Calls that arrived outside, by `step effect`. */
  calls: Map<string, number>;
}

type Start = Extract<Command, { kind: 'start-step' }>;
/** What a step in a worker's hands will do next. */
interface Work {
  start: Start;
  effectDone: boolean;
}

const MAX_FACTS = 20_000;
const MAX_RESUMES = 3;

export function playRun(options: PlayOptions): Played {
  const { plan } = options;
  const random = createRandom(options.schedule);
  const played: Played = { state: createRunState(plan), facts: [], calls: new Map() };
  let work = new Map<string, Work>();
  let now = 1_000_000;

  const record = (fact: Fact) => {
    if (played.facts.length > MAX_FACTS) throw new Error('the run does not end');
    played.facts.push(fact);
    applyFact(plan, played.state, fact);
    options.onFact?.(fact, played.state, played.facts);
  };
  const recover = () => {
    work = new Map();
    played.state = foldFacts(plan, played.facts);
    for (const doubt of findDoubts(plan, played.state)) {
      const { step, attempt, effects, error } = doubt;
      if (doubt.policy === 'ask') record({ kind: 'step-doubted', at: ++now, step, attempt, effects });
      if (doubt.policy === 'fail') fail(step, attempt, error);
    }
  };
  const fail = (
    step: StepKey,
    attempt: number,
    error: { code: string; message: string; retryable: boolean },
  ) => {
    const known = played.state.steps.get(step);
    const node = plan.nodes.get(known?.nodeId ?? '');
    if (!known || !node) throw new Error(`no step ${step}`);
    const next = decideAfterFailure({
      node, error, outcome: 'done', tries: known.failures + 1, now, random: () => 0.5,
    }); // prettier-ignore
    if (next.kind === 'ask') throw new Error('nobody is asked about a write that is known');
    record({ kind: 'step-failed', at: ++now, step, attempt, startedAt: now, error, next });
  };

  record({
    kind: 'run-started',
    at: ++now,
    trigger: 't',
    outputs: outputs('t', ['main'], options.world),
    seed: 's',
    ...options.start,
  });
  while (!isOver()) {
    const commands = decide(plan, played.state);
    for (const command of commands) {
      const id = command.kind === 'start-step' ? `${command.step}#${command.attempt}` : '';
      if (command.kind === 'start-step' && !work.has(id)) work.set(id, { start: command, effectDone: false });
    }
    options.onDecide?.(commands, played.state, work.size > 0);
    if (random() < (options.cancels ?? 0)) {
      record({ kind: 'cancel-requested', at: ++now, by: 'ada', life: played.state.life });
    }
    if (random() < (options.pauses ?? 0)) record({ kind: 'run-paused', at: ++now, by: 'ada' });
    else if (played.state.paused && (work.size === 0 || random() < 0.3)) {
      record({ kind: 'run-continued', at: ++now, by: 'ada' });
    }
    const actions = actionsOf(commands, work);
    const action = actions[Math.floor(random() * actions.length)];
    if (action) act(action);
    if (random() < (options.crashes ?? 0)) recover();
  }
  return played;

  function act(action: Command | Work): void {
    if (!('kind' in action)) return goOn(action);
    const at = ++now;
    switch (action.kind) {
      case 'await-timer':
        now = Math.max(at, action.dueAt);
        return record({ kind: 'timer-fired', at: now, step: action.step });
      case 'await-signal':
        return record({
          kind: 'signal-received',
          at,
          step: action.step,
          payload: 'signal',
          attempt: callOf(action.step),
        });
      case 'await-decision':
        return record({
          kind: 'doubt-decided',
          at,
          step: action.step,
          attempt: callOf(action.step),
          decision: 'done',
          result: 'ok',
          by: 'ada',
        });
      case 'finish-run':
        work.clear();
        return record({ ...action, kind: 'run-finished', at, life: played.state.life });
      case 'abort-steps':
        return work.clear();
      case 'start-step':
    }
  }

  function callOf(step: StepKey): number {
    return played.state.steps.get(step)?.attempt ?? 0;
  }

  /** Whether nothing more happens; brings an ended run back where it is to be resumed. */
  function isOver(): boolean {
    const { finished, life } = played.state;
    if (!finished) return false;
    if (finished.status === 'succeeded' || life >= MAX_RESUMES || random() >= (options.resumes ?? 0))
      return true;
    record({ kind: 'run-resumed', at: ++now, by: 'ada', life });
    return false;
  }

  function goOn(one: Work): void {
    const { step, attempt, resumed } = one.start;
    const state = played.state.steps.get(step);
    const node = plan.nodes.get(one.start.nodeId);
    if (!state || !node || state.status !== 'queued') return void work.delete(`${step}#${attempt}`);
    const script = scriptOf(step, options.world);
    if (node.type === 'write' && state.effects.get('call')?.status !== 'answered') {
      const intent = { effect: 'call', idempotencyKey: step, summary: 'POST' };
      if (!openIntents(state).includes('call')) {
        return record({ kind: 'effect-intended', at: ++now, step, attempt, ...intent });
      }
      if (!one.effectDone) {
        one.effectDone = true;
        return void played.calls.set(step, (played.calls.get(step) ?? 0) + 1);
      }
      return record({ kind: 'effect-answered', at: ++now, step, effect: 'call', result: 'ok' });
    }
    work.delete(`${step}#${attempt}`);
    const startedAt = now;
    const isBroken = createRandom(hashText(`break ${options.world} ${step}`))() < (options.breaks ?? 0);
    if (isBroken && attempt === 1 && played.state.life === 0) {
      const error = { code: 'test.broken', message: 'Broken.', retryable: false };
      return record({
        kind: 'step-failed',
        at: ++now,
        step,
        attempt,
        startedAt,
        error,
        next: { kind: 'stop' },
      });
    }
    if (script.suspends !== null && resumed === null) {
      const until = script.suspends === 'time' ? now + 50 : null;
      const signal = script.suspends === 'signal' ? 'go' : null;
      return record({ kind: 'step-suspended', at: ++now, step, attempt, startedAt, until, signal });
    }
    if (state.failures < script.failures) {
      return fail(step, attempt, { code: 'test.failed', message: 'Failed.', retryable: script.retryable });
    }
    if (node.isLoop) {
      return record({
        kind: 'step-iterating',
        at: ++now,
        step,
        attempt,
        startedAt,
        ...batches(node, step, options),
      });
    }
    const ports = node.outputPorts.map((port) => port.name).filter((port) => port !== 'error');
    record({
      kind: 'step-succeeded',
      at: ++now,
      step,
      attempt,
      startedAt,
      outputs: outputs(step, ports, options.world),
    });
  }
}

/** Everything that may happen next: work goes on, a wait ends, the run finishes. */
function actionsOf(commands: readonly Command[], work: ReadonlyMap<string, Work>): (Command | Work)[] {
  const finish = commands.filter((command) => command.kind === 'finish-run');
  if (finish.length > 0) return finish;
  return [...work.values(), ...commands.filter((command) => command.kind !== 'start-step')];
}

/** What may be held against another play: everything but times. */
export function resultOf({ state }: Pick<Played, 'state'>) {
  const steps = [...state.steps.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(stepResult);
  return {
    status: state.finished?.status,
    output: state.finished?.output,
    error: state.finished?.error?.code,
    steps,
  };
}

function stepResult(step: StepState) {
  const { key, status, inputs, outputs: given, failures, error, iterations } = step;
  const collected = iterations?.collected.map(({ from, data }) => ({ from, data }));
  return { key, status, inputs, given, failures, error: error?.code, collected };
}
