/**
 * Where the output of an ended step goes. A node with one connected input port gets a step for each delivery; a node
 * with several collects deliveries in a group for each instance of its scope, until every port was delivered or is
 * dead. Where several edges end in one port, the edge's id becomes part of the path.
 */
import { Bug } from '@/core/errors/app-error';
import type { PortData } from '@/core/items/item';
import { addStep, liveData, requestCheck } from './flow';
import { counterOf, instancesOf, ownInstance } from './instances';
import { pairArrivals } from './join-pairing';
import type { Pair } from './join-pairing';
import { startsWith, stepKeyOf } from './path';
import type { Arrival, Delivery, Flow, JoinGroup, NodeCounter, PlanEdge, PlanNode, StepState } from './types';

/** Delivers what an ended step gave and takes the step off the open ones. */
export function settle(flow: Flow, step: StepState): void {
  const node = flow.plan.nodes.get(step.nodeId);
  if (!node) return;
  for (const [port, edges] of Object.entries(node.outputs)) {
    const data = liveData(step.outputs, port);
    if (!data) continue;
    for (const edge of edges) if (!edge.back) deliver(flow, edge, { step, data });
  }
  takeOff(flow, node, step.path);
}

/** Pairs what is left in a join's group once nothing more can come; ports without a delivery are dead. */
export function resolveGroup(flow: Flow, group: JoinGroup): void {
  group.resolved = true;
  const { node } = group;
  const ports = node.inputs.map((input) => input.port);
  for (const pair of pairArrivals(flow.plan, group, ports)) fire(flow, node, pair);
  takeOff(flow, node, group.prefix);
}

/** Fires what became complete because a port of the join turned out to be dead. */
export function pairAfterDeath(flow: Flow, group: JoinGroup, counter: NodeCounter): void {
  for (const byPath of group.arrivals.values()) {
    for (const arrival of byPath.values())
      if (!arrival.used) fireIfComplete(flow, group, { counter, longest: arrival });
  }
}

function deliver(flow: Flow, edge: PlanEdge, from: { step: StepState; data: PortData }): void {
  const target = flow.plan.nodes.get(edge.target);
  const input = target?.inputs.find(({ port }) => port === edge.targetPort);
  if (!target || !input) return;
  const path = input.edges.length > 1 ? [...from.step.path, edge.id] : from.step.path;
  const delivery: Delivery = { edge: edge.id, from: from.step.key, port: edge.sourcePort, data: from.data };
  if (target.inputs.length === 1)
    fire(flow, target, { path, members: [{ port: input.port, path, delivery, used: false }] });
  else arrive(flow, target, { port: input.port, path, delivery, used: false });
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
  byPath.set(arrival.path.join('/'), arrival);
  const counter = counterOf(flow, ownInstance(flow.state, node, arrival.path), node);
  fireIfComplete(flow, group, { counter, longest: arrival });
  for (const [port, others] of group.arrivals) {
    if (port === arrival.port) continue;
    for (const other of others.values()) {
      const inner = other.path.length > arrival.path.length && startsWith(other.path, arrival.path);
      if (inner && !other.used) fireIfComplete(flow, group, { counter, longest: other });
    }
  }
}

function groupOf(flow: Flow, node: PlanNode, path: readonly string[]): JoinGroup {
  const prefix = path.slice(0, node.scope.depth);
  const key = stepKeyOf(node.id, prefix);
  const known = flow.state.scheduling.groups.get(key);
  if (known) return known;
  const group: JoinGroup = { node, prefix, arrivals: new Map(), resolved: false };
  flow.state.scheduling.groups.set(key, group);
  for (const instance of instancesOf(flow.state, node, prefix)) {
    const counter = counterOf(flow, instance, node);
    counter.open++;
    counter.seen = true;
  }
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
  fire(flow, group.node, { path: longest.path, members });
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
  addStep(flow, node, { path, inputs });
}

/** One step or group less that is open at the node. */
function takeOff(flow: Flow, node: PlanNode, path: readonly string[]): void {
  flow.state.scheduling.open--;
  for (const instance of instancesOf(flow.state, node, path)) {
    counterOf(flow, instance, node).open--;
    requestCheck(flow, instance, node);
  }
}
