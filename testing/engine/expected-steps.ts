/**
 * What the activation rules say about a run whose steps' outputs are all known: worked out node by node in plan order,
 * with every delivery at hand, so there is nothing incremental in it. The engine, which learns of deliveries one by one
 * and in any order, must arrive at the same steps and inputs.
 */
import { comparePaths, cycleName, prefixLength, startsWith, stepKeyOf } from '@/core/engine/path';
import { pairArrivals } from '@/core/engine/join-pairing';
import { isFollowed } from '@/core/engine/start-at';
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
        : groupsOf(node, arrivals).flatMap((group) => joinPairs({ plan, state }, node, group));
    const steps =
      node.rounds.length === 0 ? pairs : pairs.flatMap((pair) => passesOf({ plan, state }, node, pair));
    for (const pair of steps) {
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
    return placesOf(state, node.home.loop ?? '').flatMap(({ path: prefix }) => {
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
  if (!edge.collects && !isFollowed(state.scheduling.start, edge, plan)) return [];
  if (plan.nodes.get(edge.source)?.isLoop && edge.sourcePort === 'item') {
    return iterationsOf(state, edge.source).filter(({ size }) => size > 0);
  }
  return [...state.steps.values()]
    .filter((step) => step.nodeId === edge.source && (step.outputs?.[edge.sourcePort]?.count ?? 0) > 0)
    .map((step) => ({ path: step.path, from: step.key }));
}

/** Where the iterations of a loop and the passes of a cycle began, by the name in their segments. */
function placesOf(state: RunState, name: string): Sent[] {
  if (!name.endsWith('~')) return iterationsOf(state, name);
  const entry = name.slice(0, -1);
  return [...state.steps.values()]
    .filter((step) => step.nodeId === entry && step.status !== 'skipped')
    .map(({ path, key }) => ({ path, from: key }));
}

/** The passes of a cycle that was entered with a pair, worked out by generation: what came back from one begins the next. */
function passesOf({ plan, state }: { plan: Plan; state: RunState }, node: PlanNode, entering: Pair): Pair[] {
  const rounds = node.rounds.filter((edge) => state.scheduling.start.rounds.has(edge.id));
  const passes: Pair[] = [];
  let generation: Arrival[][] = [entering.members];
  const counts = new Map<string, number>();
  while (generation.length > 0) {
    const paths = generation.map((members) => {
      const path = [...entering.path, `${cycleName(node.id)}:${passes.length}`];
      passes.push({ path, members });
      return path;
    });
    const came = rounds.flatMap((edge) => {
      const isAlone = rounds.concat(node.rounds).filter((other) => other.targetPort === edge.targetPort && other !== edge).length === 0; // prettier-ignore
      return deliveriesOver({ plan, state }, edge)
        .filter((one) => paths.some((path) => startsWith(one.path, path)))
        .map(({ path, from }) => arrivalOf(edge, isAlone ? path : [...path, edge.id], from));
    });
    for (const { delivery } of came) counts.set(delivery.edge, (counts.get(delivery.edge) ?? 0) + 1);
    const isOver = rounds.some(({ id, maxIterations }) => (counts.get(id) ?? 0) > (maxIterations ?? 0));
    const next = stepKeyOf(node.id, [...entering.path, `${cycleName(node.id)}:${passes.length}`]);
    // At its limit the cycle ends what it lies in, unless a resume lets it go on.
    if (isOver && !state.steps.has(next)) break;
    generation = pairsAmong(plan, node, { prefix: entering.path, arrivals: came }).map(
      ({ members }) => members,
    );
  }
  return passes;
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
    const prefix = arrival.path.slice(0, Math.max(0, prefixLength(node.home, arrival.path))).join('/');
    groups.set(prefix, [...(groups.get(prefix) ?? []), arrival]);
  }
  return [...groups.values()];
}

interface Pair {
  path: readonly string[];
  members: Arrival[];
}

function joinPairs(
  { plan, state }: { plan: Plan; state: RunState },
  node: PlanNode,
  group: readonly Arrival[],
): Pair[] {
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
  const prefix = group[0]?.path.slice(0, Math.max(0, prefixLength(node.home, group[0].path))) ?? [];
  const rest = pairsAmong(plan, node, { prefix, arrivals: group });
  return [...found.values(), ...rest].filter(({ members }) => hasReason({ plan, state }, prefix, members));
}

/** What comes from outside of a cycle alone makes a join run in the first pass, and in no later one. */
function hasReason(
  { plan, state }: { plan: Plan; state: RunState },
  prefix: readonly string[],
  members: readonly Arrival[],
): boolean {
  if (members.some(({ delivery }) => !plan.edgesById.get(delivery.edge)?.enters)) return true;
  const outside = Math.max(
    ...members.map(({ delivery }) => state.steps.get(delivery.from)?.path.length ?? 0),
  );
  return !prefix.slice(outside).some((segment) => /~:[1-9]/.test(segment));
}

function pairsAmong(
  plan: Plan,
  node: PlanNode,
  { prefix, arrivals }: { prefix: readonly string[]; arrivals: readonly Arrival[] },
): Pair[] {
  const ports = node.definition.inputs.map(({ name }) => name);
  const byPort = new Map(
    ports.map((port) => [
      port,
      new Map(
        arrivals
          .filter((arrival) => arrival.port === port)
          .map((arrival) => [arrival.path.join('/'), arrival]),
      ),
    ]),
  );
  return pairArrivals(plan, { node, prefix, arrivals: byPort, under: new Map(), resolved: true }, ports);
}
