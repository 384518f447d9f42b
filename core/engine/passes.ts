/**
 * The passes of a cycle. Entering it opens a scope instance under the path `entry~:0`, and what leads back over limited
 * edges is gathered until no pass can lead back any more; then it begins the next ones (`cycle-turns`). So passes have
 * their numbers by the paths they came from, never by speed, and each holds one step of the entry.
 */
import { addStep } from './flow';
import { homeInstance, instancesOf, counterOf, openInstance } from './instances';
import { cycleName, findIteration, iterationSegment, stepKeyOf } from './path';
import type { Delivery, Flow, OpenCycle, PlanEdge, PlanNode, ScopeInstance } from './types';

/** Enters a cycle: its first pass is to begin. */
export function enterCycle(flow: Flow, node: PlanNode, path: readonly string[]): OpenCycle {
  const key = stepKeyOf(node.id, path);
  const cycle: OpenCycle = { node, path, begun: 0, open: 0, came: [], counts: new Map(), over: null };
  flow.state.scheduling.cycles.set(key, cycle);
  homeInstance(flow.state, node, path).cycles.push(key);
  for (const instance of instancesOf(flow.state, node, path)) {
    const counter = counterOf(flow, instance, node);
    counter.open++;
    counter.seen = true;
  }
  flow.state.scheduling.open++;
  return cycle;
}

/** Begins a pass. `enter` brings in what was delivered from outside. */
export function beginPass(
  flow: Flow,
  { cycle, inputs }: { cycle: OpenCycle; inputs: Record<string, Delivery> },
  enter: (flow: Flow, instance: ScopeInstance) => void,
): void {
  const { node } = cycle;
  const { start } = flow.state.scheduling;
  const path = [...cycle.path, iterationSegment(cycleName(node.id), cycle.begun++)];
  const openEdges = node.rounds.filter((edge) => start.rounds.has(edge.id)).length;
  const openNodes = start.bodySizes.get(cycleName(node.id)) ?? 0;
  const instance = openInstance(flow.state, node.scope, {
    prefix: path,
    pass: { cycle, openNodes, openEdges },
  });
  cycle.open++;
  if (openEdges === 0) passIsOver(flow, cycle);
  if (instance) enter(flow, instance);
  addStep(flow, node, { path, inputs });
}

/** Takes down what came back over an edge. */
export function goRound(
  flow: Flow,
  edge: PlanEdge,
  { path, delivery }: { path: readonly string[]; delivery: Delivery },
): void {
  const { scheduling } = flow.state;
  const at = findIteration(path, cycleName(edge.target));
  const cycle = at < 0 ? undefined : scheduling.cycles.get(stepKeyOf(edge.target, path.slice(0, at)));
  if (!cycle || !scheduling.start.rounds.has(edge.id)) return;
  const isAlone = cycle.node.rounds.filter(({ targetPort }) => targetPort === edge.targetPort).length === 1;
  const place = isAlone ? path : [...path, edge.id];
  cycle.came.push({ port: edge.targetPort, path: place, delivery, used: false });
  const count = (cycle.counts.get(edge.id) ?? 0) + 1;
  cycle.counts.set(edge.id, count);
}

/** Within one pass, nothing more comes over an edge that leads back. */
export function closeRound(flow: Flow, instance: ScopeInstance, edge: PlanEdge): void {
  const { pass } = instance;
  if (!pass || !edge.repeats || pass.cycle.node.id !== edge.target) return;
  if (!flow.state.scheduling.start.rounds.has(edge.id)) return;
  if (--pass.openEdges === 0) passIsOver(flow, pass.cycle);
}

function passIsOver(flow: Flow, cycle: OpenCycle): void {
  if (--cycle.open === 0) flow.turns.push(cycle);
}
