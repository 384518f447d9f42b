/**
 * The iterations of a loop. Each is a scope instance under the path `loop:n`: it opens with a batch at the loop's `item`
 * port, ends when every node of the body has closed in it, and then the next one opens. What arrived at `next` is put
 * together in the order of the iterations, whenever it came; with that the loop's own step succeeds.
 *
 * What an ended iteration needed to find out what may still arrive is dropped, so a long loop holds what is open and
 * its steps.
 */
import type { PortData } from '@/core/items/item';
import { sliceItems } from '@/core/items/port-data';
import type { StepError } from '@/core/node-kit/node-failure';
import { errorItems } from './after-failure';
import { closeEdge } from './close-edge';
import { deliver, enterIteration } from './deliveries';
import { endStep, takeOff } from './flow';
import { dropInstance, instancesOf, isWithin, openInstance } from './instances';
import { DONE_PORT, ITEM_PORT, NEXT_PORT } from './loop-nodes';
import { comparePaths, iterationSegment } from './path';
import type {
  Collected, Fact, Flow, Plan, PlanNode, ScopeInstance, StepIterations, StepState,
} from './types'; // prettier-ignore

/** Begins the iterations of a loop that handed out its items. */
export function beginIterations(
  flow: Flow,
  loop: StepState,
  fact: Extract<Fact, { kind: 'step-iterating' }>,
): void {
  const starts = [0];
  for (const size of fact.sizes) starts.push((starts.at(-1) ?? 0) + size);
  loop.iterations = {
    items: fact.items,
    starts,
    concurrency: Math.max(1, fact.concurrency),
    onItemError: fact.onItemError,
    opened: 0,
    open: 0,
    arrived: new Map(),
    collected: [],
  };
  loop.status = 'running';
  flow.state.queued.delete(loop);
  flow.state.iterating.add(loop);
  goOn(flow, loop);
}

/** Ends an iteration whose body has closed. */
export function endIteration(flow: Flow, instance: ScopeInstance): void {
  const { iteration } = instance;
  if (!iteration) return;
  dropInstance(flow.state, instance);
  close(flow, iteration.loop);
}

/** The iteration that a failure of the step ends instead of the run, by what its loop does on failures; or none. */
export function catchingIteration(
  flow: Flow,
  step: Pick<StepState, 'nodeId' | 'path'>,
): ScopeInstance | undefined {
  const node = flow.plan.nodes.get(step.nodeId);
  if (!node) return undefined;
  const isCaught = ({ iteration }: ScopeInstance) =>
    iteration !== null && iteration.loop.iterations?.onItemError !== 'stop';
  return instancesOf(flow.state, node, step.path).find(isCaught);
}

/** Ends an iteration because a step or a cycle in it failed: its other steps are cancelled, what came of it so far counts no more. */
export function giveUpIteration(
  flow: Flow,
  instance: ScopeInstance,
  failed: { step: StepState | null; error: StepError },
): void {
  const { iteration } = instance;
  const iterations = iteration?.loop.iterations;
  if (!iteration || !iterations) return;
  for (const step of [...iteration.unfinished]) {
    const node = flow.plan.nodes.get(step.nodeId);
    if (step !== failed.step) cancelStep(flow, step);
    if (node) takeOff(flow, { node, path: step.path, step }, instance);
  }
  for (const { node, prefix } of openGroups(flow, instance)) takeOff(flow, { node, path: prefix }, instance);
  for (const { node, path } of openCycles(flow, instance)) takeOff(flow, { node, path }, instance);
  dropInstance(flow.state, instance);
  iterations.arrived?.set(iteration.index, failure(iterations, failed.error));
  flow.state.line = flow.state.line.filter((step) => step.status !== 'cancelled');
  close(flow, iteration.loop);
}

/** The data of one iteration's batch. */
export function batchOf(iterations: StepIterations, index: number): PortData {
  const { items, starts } = iterations;
  return sliceItems(items, starts[index] ?? 0, starts[index + 1] ?? 0);
}

function close(flow: Flow, loop: StepState): void {
  if (loop.iterations) loop.iterations.open--;
  goOn(flow, loop);
}

/** Opens what may be open at once; ends the loop when all is over. */
function goOn(flow: Flow, loop: StepState): void {
  const { iterations } = loop;
  const node = flow.plan.nodes.get(loop.nodeId);
  if (!iterations || !node) return;
  const last = iterations.starts.length - 1;
  while (iterations.open < iterations.concurrency && iterations.opened < last && !flow.halted) {
    openIteration(flow, { loop, node, iterations }, iterations.opened++);
  }
  if (iterations.open === 0 && iterations.opened === last) finish(flow, node, { loop, iterations });
}

function openIteration(
  flow: Flow,
  { loop, node, iterations }: { loop: StepState; node: PlanNode; iterations: StepIterations },
  index: number,
): void {
  const path = [...loop.path, iterationSegment(node.id, index)];
  const data = batchOf(iterations, index);
  const body = flow.plan.bodies.get(node.id);
  const openNodes = flow.state.scheduling.start.bodySizes.get(node.id) ?? 0;
  const instance =
    body && openNodes > 0
      ? openInstance(flow.state, body, {
          prefix: path,
          iteration: { loop, index, openNodes, unfinished: new Set() },
        })
      : null;
  if (instance) {
    iterations.open++;
    enterIteration(flow, instance);
  }
  const edges = node.outputs[ITEM_PORT] ?? [];
  if (data.count > 0) for (const edge of edges) deliver(flow, edge, { from: loop.key, path, data });
  if (instance) for (const edge of edges) if (!edge.back) closeEdge(flow, instance, edge);
}

function finish(
  flow: Flow,
  node: PlanNode,
  { loop, iterations }: { loop: StepState; iterations: StepIterations },
): void {
  const collected = inOrder(flow.plan, iterations);
  iterations.arrived = null;
  iterations.collected = collected;
  flow.state.iterating.delete(loop);
  const count = collected.reduce((sum, { data }) => sum + data.count, 0);
  let done: PortData = { count, parts: collected.map(({ data }) => data), from: NEXT_PORT };
  if (count === 0)
    done = node.settings.alwaysOutput ? { count: 1, items: [{ json: {} }] } : { count: 0, items: [] };
  endStep(flow, loop, { status: 'succeeded', outputs: { [DONE_PORT]: done } });
}

/** By iteration, then by the edge's place in the file, then by path. */
function inOrder(plan: Plan, { arrived, opened }: StepIterations): Collected[] {
  const collected: Collected[] = [];
  for (let index = 0; index < opened; index++) {
    const list = arrived?.get(index);
    if (!list) continue;
    const place = ({ edge }: Collected) => plan.edgesById.get(edge)?.order ?? 0;
    if (list.length > 1) list.sort((a, b) => place(a) - place(b) || comparePaths(plan, a.path, b.path));
    for (const one of list) collected.push(one);
  }
  return collected;
}

function failure({ onItemError }: StepIterations, error: StepError): Collected[] {
  if (onItemError !== 'collect') return [];
  const items = errorItems(error);
  return [{ from: null, port: '', edge: '', path: [], data: { count: items.length, items } }];
}

function cancelStep(flow: Flow, step: StepState): void {
  const { state } = flow;
  step.status = 'cancelled';
  step.wait = null;
  step.finishedAt = flow.at;
  step.touched = state.folded;
  state.queued.delete(step);
  state.waiting.delete(step);
  state.iterating.delete(step);
}

function openGroups(flow: Flow, instance: ScopeInstance) {
  const found = instance.groups.flatMap((key) => {
    const group = flow.state.scheduling.groups.get(key);
    return group && !group.resolved && isWithin(group.node, instance.scope) ? [group] : [];
  });
  for (const inner of instance.inner) found.push(...openGroups(flow, inner));
  return found;
}

function openCycles(flow: Flow, instance: ScopeInstance) {
  const found = instance.cycles.flatMap((key) => flow.state.scheduling.cycles.get(key) ?? []);
  for (const inner of instance.inner) found.push(...openCycles(flow, inner));
  return found;
}
