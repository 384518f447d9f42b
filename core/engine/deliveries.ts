/**
 * Where the output of an ended step goes. A node with one connected input port gets a step for each delivery; a node
 * with several collects deliveries in a group for each instance of its scope, until every port was delivered or is
 * dead. Where several edges end in one port, the edge's id becomes part of the path.
 */
import { Bug } from '@/core/errors/app-error';
import type { PortData } from '@/core/items/item';
import { addStep, liveData, takeOff } from './flow';
import { counterOf, enteredInstances, homeInstance, instanceOf, instancesOf } from './instances';
import { pairArrivals } from './join-pairing';
import type { Pair } from './join-pairing';
import { ITEM_PORT } from './loop-nodes';
import { beginPass, enterCycle, goRound } from './passes';
import { findIteration, isPassSegment, iterationOf, prefixLength, stepKeyOf } from './path';
import { edgeScope } from './scopes';
import { isFollowed } from './start-at';
import type {
  Arrival, Collected, Delivery, Flow, JoinGroup, NodeCounter, PlanEdge, PlanNode, ScopeInstance, StepKey, StepState,
} from './types'; // prettier-ignore

/** Delivers what an ended step gave and takes the step off the open ones. */
export function settle(flow: Flow, step: StepState): void {
  const node = flow.plan.nodes.get(step.nodeId);
  if (!node) return;
  for (const [port, edges] of Object.entries(node.outputs)) {
    const data = liveData(step.outputs, port);
    // What a loop's item port gives goes out with the iterations.
    if (!data || (node.isLoop && port === ITEM_PORT)) continue;
    for (const edge of edges) {
      deliver(flow, edge, { from: step.key, path: step.path, data });
    }
  }
  takeOff(flow, { node, path: step.path, step });
}

/** Pairs what is left in a join's group once nothing more can come; ports without a delivery are dead. */
export function resolveGroup(flow: Flow, group: JoinGroup): void {
  group.resolved = true;
  const { node } = group;
  const ports = node.inputs.map((input) => input.port);
  for (const pair of pairArrivals(flow.plan, group, ports)) {
    if (mayFire(flow, group, pair.members)) fire(flow, node, pair);
  }
  takeOff(flow, { node, path: group.prefix });
}

/** Fires what became complete because a port of the join turned out to be dead. */
export function pairAfterDeath(flow: Flow, group: JoinGroup, counter: NodeCounter): void {
  for (const byPath of group.arrivals.values()) {
    for (const arrival of byPath.values())
      if (!arrival.used) fireIfComplete(flow, group, { counter, longest: arrival });
  }
}

interface Sent {
  from: StepKey;
  path: readonly string[];
  data: PortData;
}

/** Delivers over one edge. What leads back without a limit, or to where this run does not go, is delivered nowhere. */
export function deliver(flow: Flow, edge: PlanEdge, sent: Sent): void {
  if (edge.collects) return collect(flow, edge, sent);
  if (edge.repeats) return goRound(flow, edge, { path: sent.path, delivery: deliveryOver(edge, sent) });
  const target = edge.back ? undefined : flow.plan.nodes.get(edge.target);
  const input = target?.inputs.find(({ port }) => port === edge.targetPort);
  const { start } = flow.state.scheduling;
  if (!target || !input || start.reachable[target.order] !== 1 || !isFollowed(start, edge, flow.plan)) return;
  const delivery = deliveryOver(edge, sent);
  if (edge.enters) return enter(flow, { edge, target }, { path: sent.path, delivery });
  const path = input.edges.length > 1 ? [...sent.path, edge.id] : sent.path;
  if (target.inputs.length === 1)
    fire(flow, target, { path, members: [{ port: input.port, path, delivery, used: false }] });
  else arrive(flow, target, { port: input.port, path, delivery, used: false });
}

function deliveryOver({ id, sourcePort }: PlanEdge, { from, data }: Sent): Delivery {
  return { edge: id, from, port: sourcePort, data };
}

/** A delivery from outside a loop to a join in its body: there in each iteration, those to come included. */
function enter(
  flow: Flow,
  { edge, target }: { edge: PlanEdge; target: PlanNode },
  { path, delivery }: { path: readonly string[]; delivery: Delivery },
): void {
  const { scheduling } = flow.state;
  const key = path.join('/');
  let byPath = scheduling.entered.get(edge.id);
  if (!byPath) scheduling.entered.set(edge.id, (byPath = new Map()));
  byPath.set(key, delivery);
  const source = flow.plan.nodes.get(edge.source);
  const holder = source && edgeScope(edge, source, flow.plan.bodies);
  if (holder) instanceOf(flow.state, holder, path).kept.push({ edge: edge.id, path: key });
  for (const { scope, prefix } of enteredInstances(flow.state, { plan: flow.plan, edge, target }, path)) {
    if (scope === target.home)
      arrive(flow, target, { port: edge.targetPort, path: prefix, delivery, used: false });
  }
}

/** Brings what was delivered from outside into an iteration or a pass that has just opened. */
export function enterIteration(flow: Flow, instance: ScopeInstance): void {
  for (const edge of flow.plan.entering.get(instance.scope.loop ?? '') ?? []) {
    const target = flow.plan.nodes.get(edge.target);
    const byPath = flow.state.scheduling.entered.get(edge.id);
    if (!target || !byPath) continue;
    for (let length = instance.prefix.length - 1; length >= 0; length--) {
      const delivery = byPath.get(instance.prefix.slice(0, length).join('/'));
      if (!delivery) continue;
      arrive(flow, target, { port: edge.targetPort, path: instance.prefix, delivery, used: false });
      break;
    }
  }
}

/** Takes down what arrived at the `next` port of a loop, in the iteration that its path names. */
function collect(flow: Flow, edge: PlanEdge, { from, path, data }: Sent): void {
  const at = findIteration(path, edge.target);
  const loop = at < 0 ? undefined : flow.state.steps.get(stepKeyOf(edge.target, path.slice(0, at)));
  const arrived = loop?.iterations?.arrived;
  if (!arrived) return;
  const index = iterationOf(path[at] ?? '');
  const one: Collected = { from, port: edge.sourcePort, edge: edge.id, path, data };
  const list = arrived.get(index);
  if (list) list.push(one);
  else arrived.set(index, [one]);
}

function arrive(flow: Flow, node: PlanNode, arrival: Arrival): void {
  const group = groupOf(flow, node, arrival.path);
  if (group.resolved) {
    throw new Bug('engine.late-delivery', 'A join got a delivery after it was resolved.', {
      details: { nodeId: node.id, edge: arrival.delivery.edge },
    });
  }
  let byPath = group.arrivals.get(arrival.port);
  if (!byPath) group.arrivals.set(arrival.port, (byPath = new Map()));
  const key = arrival.path.join('/');
  byPath.set(key, arrival);
  noteUnder(group, arrival);
  const counter = counterOf(flow, homeInstance(flow.state, node, arrival.path), node);
  fireIfComplete(flow, group, { counter, longest: arrival });
  for (const inner of group.under.get(key) ?? []) {
    if (inner.port !== arrival.port && !inner.used) fireIfComplete(flow, group, { counter, longest: inner });
  }
}

function noteUnder(group: JoinGroup, arrival: Arrival): void {
  for (let length = group.prefix.length; length < arrival.path.length; length++) {
    const key = arrival.path.slice(0, length).join('/');
    const list = group.under.get(key);
    if (list) list.push(arrival);
    else group.under.set(key, [arrival]);
  }
}

function groupOf(flow: Flow, node: PlanNode, path: readonly string[]): JoinGroup {
  const prefix = path.slice(0, Math.max(prefixLength(node.home, path), 0));
  const key = stepKeyOf(node.id, prefix);
  const known = flow.state.scheduling.groups.get(key);
  if (known) return known;
  const group: JoinGroup = { node, prefix, arrivals: new Map(), under: new Map(), resolved: false };
  flow.state.scheduling.groups.set(key, group);
  homeInstance(flow.state, node, prefix).groups.push(key);
  for (const instance of instancesOf(flow.state, node, prefix)) counterOf(flow, instance, node).open++;
  flow.state.scheduling.open++;
  return group;
}

/** Fires the pair whose longest path is this arrival's, if every port that is not dead has its part. */
function fireIfComplete(
  flow: Flow,
  group: JoinGroup,
  { counter, longest }: { counter: NodeCounter; longest: Arrival },
): void {
  if (flow.state.steps.has(stepKeyOf(group.node.id, longest.path))) return;
  const members: Arrival[] = [];
  for (const [index, { port }] of group.node.inputs.entries()) {
    const byPath = group.arrivals.get(port);
    if (!byPath && counter.ports[index] === 0) continue;
    const member = byPath && partnerOf(byPath, longest.path, group.prefix.length);
    if (!member) return;
    members.push(member);
  }
  if (!mayFire(flow, group, members)) return;
  fire(flow, group.node, { path: longest.path, members });
}

/**
 * What comes from outside a cycle is a reason to run in its first pass alone; later ones need something of their own, or
 * the cycle would never end.
 */
function mayFire(flow: Flow, group: JoinGroup, members: readonly Arrival[]): boolean {
  let outside = 0;
  for (const { delivery } of members) {
    if (!flow.plan.edgesById.get(delivery.edge)?.enters) return true;
    outside = Math.max(outside, flow.state.steps.get(delivery.from)?.path.length ?? 0);
  }
  const inside = group.prefix.slice(outside);
  return inside.every((segment) => !isPassSegment(segment) || iterationOf(segment) === 0);
}

/** The port's delivery at this path or at an outer one. There is one at most: a port's paths never contain each other. */
function partnerOf(
  byPath: ReadonlyMap<string, Arrival>,
  path: readonly string[],
  from: number,
): Arrival | undefined {
  for (let length = path.length; length >= from; length--) {
    const found = byPath.get(length === path.length ? path.join('/') : path.slice(0, length).join('/'));
    if (found) return found;
  }
  return undefined;
}

function fire(flow: Flow, node: PlanNode, { path, members }: Pair): void {
  const inputs: Record<string, Delivery> = {};
  for (const member of members) {
    member.used = true;
    inputs[member.port] = member.delivery;
  }
  if (node.rounds.length === 0) addStep(flow, node, { path, inputs });
  else beginPass(flow, { cycle: enterCycle(flow, node, path), inputs }, enterIteration);
}
