/**
 * What to do now: a pure function of the state, so the same facts always give the same commands, in plan order.
 *
 * Every step that may run is named each time, and every wait: the caller leaves out what it has started or registered
 * already. A finished run gives no commands. Any other gives one at least, but for a paused run whose steps all could
 * go on: that one waits for `run-continued`.
 */
import type { PortData } from '@/core/items/item';
import { liveData } from './flow';
import { comparePaths, comparePlanOrder } from './path';
import { releasedSteps } from './release-order';
import type { Command, Plan, PlanNode, RunError, RunState, StepKey, StepState } from './types';

/** The commands of a run, in plan order, then path. */
export function decide(plan: Plan, state: RunState): Command[] {
  if (state.finished) return [];
  const { ending } = state;
  if (ending) {
    const error = ending.status === 'failed' ? ending.error : null;
    return [{ kind: 'abort-steps' }, finishRun(state, { status: ending.status, output: null, error })];
  }
  if (!state.started) return [];
  if (state.queued.size === 0 && state.waiting.size === 0) {
    // A loop or a cycle never waits for nothing; should one all the same, the run must not seem to have done its work.
    if (state.iterating.size > 0 || state.scheduling.cycles.size > 0)
      return [finishRun(state, { status: 'failed', output: null, error: STUCK })];
    return [finishRun(state, { status: 'succeeded', output: runOutput(plan, state), error: null })];
  }
  const steps = [...releasedSteps(plan, state), ...state.waiting];
  if (steps.length > 1) steps.sort(comparePlanOrder(plan));
  return steps.map(commandFor);
}

const STUCK: RunError = {
  code: 'run.stuck',
  message: 'A loop of this run waits for something that nothing can give. Report this with the run id.',
  retryable: false,
  step: null,
  nodeId: null,
  nodeName: null,
};

type Finish = Extract<Command, { kind: 'finish-run' }>;

function finishRun({ life }: RunState, end: Pick<Finish, 'status' | 'output' | 'error'>): Command {
  return { kind: 'finish-run', ...end, ...(life > 0 ? { life } : {}) };
}

function commandFor(step: StepState): Command {
  const { wait } = step;
  switch (wait?.kind) {
    case undefined:
      return {
        kind: 'start-step',
        step: step.key,
        nodeId: step.nodeId,
        path: step.path,
        attempt: step.attempt,
        tries: step.failures + 1,
        inputs: step.inputs,
        resumed: step.resumed,
      };
    case 'retry':
      return { kind: 'await-timer', step: step.key, dueAt: wait.dueAt, why: 'retry' };
    case 'suspended':
      return wait.signal === null
        ? { kind: 'await-timer', step: step.key, dueAt: wait.until ?? 0, why: 'wait' }
        : { kind: 'await-signal', step: step.key, signal: wait.signal, until: wait.until };
    case 'decision':
      return { kind: 'await-decision', step: step.key, effects: wait.effects };
  }
}

/**
 * Items of the succeeded sink latest in plan order, or of the one node that was wanted: of its last step, the first
 * port that has items, those aside left out: whoever filters all away gives nothing, and not what was to be held back.
 */
function runOutput(plan: Plan, state: RunState): { step: StepKey; data: PortData } | null {
  const until = state.started?.until ?? null;
  let last: { step: StepState; node: PlanNode } | undefined;
  for (const step of state.steps.values()) {
    const node = plan.nodes.get(step.nodeId);
    const counts = node && (until === null ? node.sink : node.id === until);
    if (!counts || step.status !== 'succeeded') continue;
    const isLater =
      !last ||
      (node === last.node ? comparePaths(plan, step.path, last.step.path) > 0 : node.order > last.node.order);
    if (isLater) last = { step, node };
  }
  if (!last) return null;
  const { step, node } = last;
  const port = node.outputPorts.find(({ name, aside }) => aside !== true && liveData(step.outputs, name));
  return { step: step.key, data: (port && liveData(step.outputs, port.name)) ?? { count: 0, items: [] } };
}
