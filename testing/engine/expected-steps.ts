/**
 * What the activation rules say about a run whose steps' outputs are all known: worked out node by node in plan order,
 * with every delivery at hand, so there is nothing incremental in it. The engine, which learns of deliveries one by one
 * and in any order, must arrive at the same steps and inputs.
 */
import { comparePaths, prefixLength, startsWith, stepKeyOf } from '@/core/engine/path';
import { pairArrivals } from '@/core/engine/join-pairing';
import type { Arrival, Plan, PlanNode, RunState, StepKey, StepState } from '@/core/engine/types';

type Inputs = Record<string, { edge: string; from: StepKey }>;

/** Step key → where its inputs came from, of all steps that ran. The trigger is left out. */
export function expectedSteps(plan: Plan, state: RunState): Map<StepKey, Inputs> {
  const expected = new Map<StepKey, Inputs>();
  const { reachable: inRun } = state.scheduling.start;
  const reachable = plan.ordered.filter(
    (node) => node.id !== state.started?.trigger && inRun[node.order] === 1,
  );
  for (const node of reachable) {
    const arrivals = node.inputs.flatMap((input) =>
      input.edges.flatMap((edge) => arrivalsOver({ plan, state, node }, edge)),
    );
    const pairs =
      node.inputs.length === 1
        ? arrivals.map((arrival) => ({ path: arrival.path, members: [arrival] }))
        : groupsOf(node, arrivals).flatMap((group) => joinPairs(plan, node, group));
    for (const pair of pairs) {
      const inputs = pair.members.map(({ port, delivery }) => [
        port,
        { edge: delivery.edge, from: delivery.from },
      ]);
      expected.set(stepKeyOf(node.id, pair.path), Object.fromEntries(inputs) as Inputs);
    }
  }
  return expected;
}

function arrivalsOver(
  { plan, state, node }: { plan: Plan; state: RunState; node: PlanNode },
  edge: Plan['edges'][number],
): Arrival[] {
  const sent = deliveriesOver({ plan, state }, edge);
  if (edge.enters) {
    return iterationsOf(state, node.scope.entry ?? '').flatMap(({ path: prefix }) => {
      const near = sent
        .filter(({ path }) => startsWith(prefix, path))
        .sort((a, b) => b.path.length - a.path.length)[0];
      return near ? [arrivalOf(edge, prefix, near.from)] : [];
    });
  }
  const several = (node.inputs.find((input) => input.port === edge.targetPort)?.edges.length ?? 0) > 1;
  return sent
    .map(({ path, from }) => arrivalOf(edge, several ? [...path, edge.id] : path, from))
    .sort((a, b) => comparePaths(plan, a.path, b.path));
}

interface Sent {
  path: readonly string[];
  from: StepKey;
}

/** What left over an edge: a batch for each iteration from a loop's `item` port, else what a step gave. */
function deliveriesOver(
  { plan, state }: { plan: Plan; state: RunState },
  edge: Plan['edges'][number],
): Sent[] {
  if (plan.nodes.get(edge.source)?.isLoop && edge.sourcePort === 'item') {
    return iterationsOf(state, edge.source).filter(({ size }) => size > 0);
  }
  return [...state.steps.values()]
    .filter((step) => step.nodeId === edge.source && (step.outputs?.[edge.sourcePort]?.count ?? 0) > 0)
    .map((step) => ({ path: step.path, from: step.key }));
}

function iterationsOf(state: RunState, loop: string): (Sent & { size: number })[] {
  return [...state.steps.values()].flatMap((step) => {
    if (step.nodeId !== loop || !step.iterations) return [];
    const { starts, opened } = step.iterations;
    return Array.from({ length: opened }, (_, index) => ({
      path: [...step.path, `${loop}:${index}`],
      from: step.key,
      size: (starts[index + 1] ?? 0) - (starts[index] ?? 0),
    }));
  });
}

/** What must have come together at a loop's `next`: the senders, in order. */
export function expectedCollected(plan: Plan, state: RunState, loop: StepState): StepKey[] {
  const sent = plan.edges
    .filter((edge) => edge.collects && edge.target === loop.nodeId)
    .flatMap((edge) => deliveriesOver({ plan, state }, edge).map((one) => ({ ...one, edge })))
    .filter(
      ({ path }) => startsWith(path, loop.path) && path[loop.path.length]?.startsWith(`${loop.nodeId}:`),
    );
  const iterationIn = (path: readonly string[]) => Number(path[loop.path.length]?.split(':')[1]);
  return sent
    .sort(
      (a, b) =>
        iterationIn(a.path) - iterationIn(b.path) ||
        a.edge.order - b.edge.order ||
        comparePaths(plan, a.path, b.path),
    )
    .map(({ from }) => from);
}

function arrivalOf(edge: Plan['edges'][number], path: readonly string[], from: StepKey): Arrival {
  const delivery = { edge: edge.id, from, port: edge.sourcePort, data: { count: 1, items: [] } };
  return { port: edge.targetPort, path, delivery, used: false };
}

function groupsOf(node: PlanNode, arrivals: readonly Arrival[]): Arrival[][] {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const prefix = arrival.path.slice(0, prefixLength(node.scope, arrival.path)).join('/');
    groups.set(prefix, [...(groups.get(prefix) ?? []), arrival]);
  }
  return [...groups.values()];
}

function joinPairs(plan: Plan, node: PlanNode, group: readonly Arrival[]) {
  const live = node.inputs
    .map(({ port }) => port)
    .filter((port) => group.some((arrival) => arrival.port === port));
  const found = new Map<string, { path: readonly string[]; members: Arrival[] }>();
  for (const { path } of group) {
    const members = live.map((port) =>
      group.find((other) => other.port === port && startsWith(path, other.path)),
    );
    const complete = members.filter((member) => member !== undefined);
    if (complete.length === live.length) found.set(path.join('/'), { path, members: complete });
  }
  for (const pair of found.values()) for (const member of pair.members) member.used = true;
  const arrivals = new Map(
    node.inputs.map(({ port }) => [
      port,
      new Map(
        group.filter((arrival) => arrival.port === port).map((arrival) => [arrival.path.join('/'), arrival]),
      ),
    ]),
  );
  const prefix = group[0]?.path.slice(0, prefixLength(node.scope, group[0].path)) ?? [];
  const rest = pairArrivals(
    plan,
    { node, prefix, arrivals, under: new Map(), resolved: true },
    node.inputs.map(({ port }) => port),
  );
  return [...found.values(), ...rest];
}
