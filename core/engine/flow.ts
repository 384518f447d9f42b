/**
 * The work of one fact inside the fold: steps end, what they gave is delivered, and what nothing can reach any more is
 * closed, until nothing follows. The lists here stand in for recursion, so a long chain of disabled nodes or dead
 * paths does not grow the call stack.
 */
import type { Item, PortData, PortOutputs } from '@/core/items/item';
import { Bug } from '@/core/errors/app-error';
import { counterOf, instancesOf, openInstance } from './instances';
import { handOnPort } from './loop-nodes';
import { prefixLength, stepKeyOf } from './path';
import type {
  Delivery, Flow, Plan, PlanNode, RunState, ScopeInstance, StepEffect, StepState, StepStatus,
} from './types'; // prettier-ignore

/** Starts the work of one fact. */
export function beginFlow(plan: Plan, state: RunState, at: number): Flow {
  return { plan, state, at, ended: [], checks: [], over: [], turns: [], created: [], halted: false };
}

/** Makes a step that may run. One of a disabled node ends at once and hands on what it got, a pinned one what is pinned. */
export function addStep(
  flow: Flow,
  node: PlanNode,
  made: { path: readonly string[]; inputs: Record<string, Delivery> },
): StepState {
  const step = newStep(flow, node, { ...made, status: 'queued' });
  if (node.scope.entry === node.id && prefixLength(node.scope, made.path) === made.path.length) {
    openInstance(flow.state, node.scope, { prefix: made.path });
  }
  for (const instance of instancesOf(flow.state, node, made.path)) {
    const counter = counterOf(flow, instance, node);
    counter.open++;
    counter.seen = true;
    instance.iteration?.unfinished.add(step);
  }
  flow.state.scheduling.open++;
  flow.state.queued.add(step);
  flow.created.push(step);
  const given = node.passThrough ? passOn(node, step) : pinnedOutputs(flow, node, step);
  if (given) {
    step.startedAt = flow.at;
    endStep(flow, step, { status: 'succeeded', outputs: given });
  }
  return step;
}

/** Records that nothing will ever run a node under a prefix. */
export function addSkippedStep(flow: Flow, node: PlanNode, path: readonly string[]): void {
  const step = newStep(flow, node, { path, inputs: {}, status: 'skipped' });
  step.finishedAt = flow.at;
  for (const instance of instancesOf(flow.state, node, path)) counterOf(flow, instance, node).seen = true;
}

/** Ends a step; what it gave is delivered when the flow gets to it. */
export function endStep(
  flow: Flow,
  step: StepState,
  end: { status: StepStatus; outputs: PortOutputs },
): void {
  step.status = end.status;
  step.outputs = end.outputs;
  step.finishedAt = flow.at;
  step.wait = null;
  step.touched = flow.state.folded;
  flow.state.queued.delete(step);
  flow.state.waiting.delete(step);
  flow.ended.push(step);
}

/** Asks for a look whether a node has closed within an instance. */
export function requestCheck(flow: Flow, instance: ScopeInstance, node: PlanNode): void {
  const { level } = instance.scope;
  while (flow.checks.length <= level) flow.checks.push([]);
  flow.checks[level]?.push({ instance, node });
}

/** One step or group less that is open at the node. `outside`: leave the instances alone that lie within this one. */
export function takeOff(
  flow: Flow,
  { node, path, step }: { node: PlanNode; path: readonly string[]; step?: StepState },
  outside?: ScopeInstance,
): void {
  flow.state.scheduling.open--;
  for (const instance of instancesOf(flow.state, node, path)) {
    if (outside && instance.scope.level >= outside.scope.level) continue;
    counterOf(flow, instance, node).open--;
    if (step) instance.iteration?.unfinished.delete(step);
    requestCheck(flow, instance, node);
  }
}

/** What went out of a port, or null when the port is dead. */
export function liveData(outputs: PortOutputs | null, port: string): PortData | null {
  const data = outputs !== null && Object.hasOwn(outputs, port) ? outputs[port] : undefined;
  return data !== undefined && data.count > 0 ? data : null;
}

function newStep(
  flow: Flow,
  node: PlanNode,
  made: { path: readonly string[]; inputs: Record<string, Delivery>; status: StepStatus },
): StepState {
  const key = stepKeyOf(node.id, made.path);
  if (flow.state.steps.has(key)) {
    throw new Bug('engine.step-made-twice', 'The same step was made twice.', { details: { step: key } });
  }
  if (flow.state.steps.size >= maxStepsOf(flow)) halt(flow);
  const step: StepState = {
    key,
    nodeId: node.id,
    path: made.path,
    status: made.status,
    attempt: 1,
    failures: 0,
    resumes: 0,
    touched: flow.state.folded,
    inputs: made.inputs,
    outputs: null,
    error: null,
    wait: null,
    resumed: null,
    effects: NO_EFFECTS,
    startedAt: null,
    called: null,
    firstStartedAt: null,
    finishedAt: null,
    console: NO_LINES,
    iterations: null,
  };
  flow.state.steps.set(key, step);
  return step;
}

/** Shared by the steps that have none: there may be very many of them. Never written to. */
const NO_EFFECTS: ReadonlyMap<string, StepEffect> = new Map();
const NO_LINES: StepState['console'] = [];

function maxStepsOf({ plan, state }: Flow): number {
  return state.started?.maxSteps ?? plan.maxSteps;
}

function halt(flow: Flow): void {
  const { state } = flow;
  flow.halted = true;
  state.exhausted = true;
  state.ending ??= {
    status: 'failed',
    error: {
      code: 'run.too-many-steps',
      message: `The run has more than ${maxStepsOf(flow)} steps. Give its loops larger batches, or split the work into several runs.`,
      retryable: false,
      step: null,
      nodeId: null,
      nodeName: null,
    },
  };
}

/** The first delivered input as the output. Lineage of inline items is made relative to the step itself. */
function passOn(node: PlanNode, step: StepState): PortOutputs {
  const output = handOnPort(node);
  const { port, data } = firstInput(node, step);
  if (output === undefined || port === undefined || !data) return {};
  if ('blobKey' in data) return { [output]: { ...data, from: { port, index: 0 } } };
  if ('parts' in data) return { [output]: data };
  const items = data.items.map((item, index) => ({ ...item, from: [{ port, index }] }));
  return { [output]: { count: data.count, items } };
}

/** What is pinned to the node, where this run counts it. As many items as came in are taken to be made of these. */
function pinnedOutputs(flow: Flow, node: PlanNode, step: StepState): PortOutputs | null {
  const { pinned } = node;
  const output = handOnPort(node);
  if (!pinned || !flow.state.started?.pinned || node.definition.trigger || output === undefined) return null;
  const { port, data } = firstInput(node, step);
  const from = (index: number): Item['from'] =>
    port !== undefined && data?.count === pinned.length ? [{ port, index }] : undefined;
  const items = pinned.map((item, index) => {
    const origin = from(index);
    return origin ? { ...item, from: origin } : item;
  });
  return { [output]: { count: items.length, items } };
}

function firstInput(
  node: PlanNode,
  step: StepState,
): { port: string | undefined; data: PortData | undefined } {
  const port = node.definition.inputs.find(({ name }) => Object.hasOwn(step.inputs, name))?.name;
  return { port, data: port === undefined ? undefined : step.inputs[port]?.data };
}
