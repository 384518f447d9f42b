/**
 * The work of one fact inside the fold: steps end, what they gave is delivered, and what nothing can reach any more is
 * closed, until nothing follows. The lists here stand in for recursion, so a long chain of disabled nodes or dead
 * paths does not grow the call stack.
 */
import type { PortData, PortOutputs } from '@/core/items/item';
import { Bug } from '@/core/errors/app-error';
import { counterOf, instancesOf, openInstance } from './instances';
import { stepKeyOf } from './path';
import type { Delivery, Flow, Plan, PlanNode, RunState, ScopeInstance, StepState, StepStatus } from './types';

/** Starts the work of one fact. */
export function beginFlow(plan: Plan, state: RunState, at: number): Flow {
  return { plan, state, at, ended: [], checks: [], created: [] };
}

/** Makes a step that may run. A step of a disabled node ends at once and hands on what it got. */
export function addStep(
  flow: Flow,
  node: PlanNode,
  made: { path: readonly string[]; inputs: Record<string, Delivery> },
): StepState {
  const step = newStep(flow, node, { ...made, status: 'queued' });
  if (node.scope.entry === node.id && node.scope.depth === made.path.length) {
    openInstance(flow.state, node, made.path);
  }
  for (const instance of instancesOf(flow.state, node, made.path)) {
    const counter = counterOf(flow, instance, node);
    counter.open++;
    counter.seen = true;
  }
  flow.state.scheduling.open++;
  flow.state.queued.add(step);
  flow.created.push(step);
  if (node.passThrough) {
    step.startedAt = flow.at;
    endStep(flow, step, { status: 'succeeded', outputs: passOn(node, step) });
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
  const { depth } = instance.scope;
  while (flow.checks.length <= depth) flow.checks.push([]);
  flow.checks[depth]?.push({ instance, node });
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
    effects: new Map(),
    startedAt: null,
    finishedAt: null,
    console: [],
  };
  flow.state.steps.set(key, step);
  return step;
}

/** The first delivered input as the first output. Lineage of inline items is made relative to the step itself. */
function passOn(node: PlanNode, step: StepState): PortOutputs {
  const output = node.outputPorts[0]?.name;
  const input = node.inputs.find(({ port }) => Object.hasOwn(step.inputs, port))?.port;
  const data = input === undefined ? undefined : step.inputs[input]?.data;
  if (output === undefined || input === undefined || !data) return {};
  if (!('items' in data)) return { [output]: data };
  const items = data.items.map((item, index) => ({ ...item, from: [{ port: input, index }] }));
  return { [output]: { count: data.count, items } };
}
