/**
 * What the activation rules say about a run whose steps' outputs are all known: worked out node by node in plan order,
 * with every delivery at hand, so there is nothing incremental in it. The engine, which learns of deliveries one by one
 * and in any order, must arrive at the same steps and inputs.
 */
import { comparePaths, startsWith, stepKeyOf } from '@/core/engine/path';
import { pairArrivals } from '@/core/engine/join-pairing';
import type { Arrival, Plan, PlanNode, RunState, StepKey } from '@/core/engine/types';

type Inputs = Record<string, { edge: string; from: StepKey }>;

/** Step key → where its inputs came from, of all steps that ran. The trigger is left out. */
export function expectedSteps(plan: Plan, state: RunState): Map<StepKey, Inputs> {
  const expected = new Map<StepKey, Inputs>();
  const reachable = plan.ordered.filter((node) => node.id !== state.started?.trigger);
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
  const several = (node.inputs.find((input) => input.port === edge.targetPort)?.edges.length ?? 0) > 1;
  return [...state.steps.values()]
    .filter((step) => step.nodeId === edge.source && (step.outputs?.[edge.sourcePort]?.count ?? 0) > 0)
    .map((step) => ({
      port: edge.targetPort,
      path: several ? [...step.path, edge.id] : step.path,
      delivery: { edge: edge.id, from: step.key, port: edge.sourcePort, data: { count: 1, items: [] } },
      used: false,
    }))
    .sort((a, b) => comparePaths(plan, a.path, b.path));
}

function groupsOf(node: PlanNode, arrivals: readonly Arrival[]): Arrival[][] {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const prefix = arrival.path.slice(0, node.scope.depth).join('/');
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
  const prefix = group[0]?.path.slice(0, node.scope.depth) ?? [];
  const rest = pairArrivals(
    plan,
    { node, prefix, arrivals, resolved: true },
    node.inputs.map(({ port }) => port),
  );
  return [...found.values(), ...rest];
}
