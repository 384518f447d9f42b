/**
 * Compiles a graph into a plan: everything about it that a run asks for again and again is looked up once. The result
 * depends on graph and catalog alone and may be cached by content hash.
 *
 * Validation comes first. What it would refuse is left out here (edges to nothing), but for an unknown node type,
 * which nothing can run.
 */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { Item, JsonObject } from '@/core/items/item';
import type { Catalog, NodeDefinition, Port } from '@/core/node-kit/definition';
import { isLoopType, ITEM_PORT } from './loop-nodes';
import { inputPortsOf, outputPortsOf } from './output-ports';
import { itemEdges, placeEdges } from './plan-edges';
import type { EdgeEnds } from './plan-edges';
import { planOrder } from './plan-order';
import { startAt } from './start-at';
import type { Plan, PlanEdge, PlanNode } from './types';

/** Steps that a run may have whose start names no limit; one that would have more ends. Recorded runs rely on it. */
const MAX_STEPS = 1_000_000;

/** Turns parameters of an old version of a node type into those of a newer one. */
export type UpgradeParameters = (old: {
  type: string;
  from: number;
  to: number;
  parameters: JsonObject;
}) => JsonObject;

/** Makes a graph ready to run. Throws UserProblem `plan.unknown-node-type` for a type the catalog does not know. */
export function compilePlan(
  graph: Graph,
  catalog: Catalog,
  options: { upgrade?: UpgradeParameters; maxSteps?: number } = {},
): Plan {
  const drafts = new Map(graph.nodes.map((node) => [node.id, draftOf(node, catalog, options.upgrade)]));
  const ends = endsOf(drafts);
  const drawn = itemEdges(graph, ends);
  const edgesInto = groupBy(drawn, (edge) => (edge.back ? '' : edge.target));
  const sorted = planOrder(
    graph.nodes,
    drawn.filter((edge) => !edge.back),
  ).flatMap((id) => {
    const draft = drafts.get(id);
    if (!draft) return [];
    const inputs = inputsOf(draft, edgesInto.get(id) ?? []);
    return [{ id, draft, isLoop: isLoopType(draft.node.type), inputs, backFrom: [] }];
  });
  const { scopes, edges } = placeEdges(drawn, sorted, ends);
  const byId = new Map(edges.map((edge) => [edge.id, edge]));
  const edgesFrom = groupBy(edges, (edge) => edge.source);
  const roundsOf = groupBy(edges, (edge) => (edge.repeats ? edge.target : ''));
  const ordered: PlanNode[] = sorted.flatMap(({ id, draft, inputs }, order) => {
    const scope = scopes.nodes.get(id);
    const home = scopes.homes.get(id);
    const rounds = roundsOf.get(id) ?? [];
    const leaving = edgesFrom.get(id) ?? [];
    const pinned = pinnedItems(graph, id);
    const known = inputs.map((input) => ({
      ...input,
      edges: input.edges.map((edge) => byId.get(edge.id) ?? edge),
    }));
    if (!scope || !home) return [];
    return [finishNode(draft, { order, inputs: known, leaving, scope, home, rounds, pinned })];
  });
  const nodes = new Map(ordered.map((node) => [node.id, node]));
  const triggers = ordered.filter((node) => node.definition.trigger !== undefined);
  return {
    nodes,
    ordered,
    edges,
    order: graph.settings.order,
    settings: graph.settings,
    starts: new Map(triggers.map((node) => [node.id, startAt({ nodes, ordered }, node.id)])),
    edgesById: byId,
    entering: groupBy(
      edges.filter((edge) => edge.enters),
      (edge) => scopes.homes.get(edge.target)?.loop ?? '',
    ),
    bodies: scopes.bodies,
    maxSteps: options.maxSteps ?? MAX_STEPS,
  };
}

interface Draft {
  node: GraphNode;
  definition: NodeDefinition;
  parameters: JsonObject;
  outputPorts: readonly Port[];
}

function draftOf(node: GraphNode, catalog: Catalog, upgrade: UpgradeParameters | undefined): Draft {
  const newest = catalog.find(node.type);
  const exact = catalog.find(node.type, node.typeVersion);
  const upgrades = newest !== undefined && newest.version > node.typeVersion && upgrade !== undefined;
  const definition = upgrades ? newest : exact;
  if (!definition) throw unknownType(node, newest);
  const parameters = upgrades
    ? upgrade({
        type: node.type,
        from: node.typeVersion,
        to: newest.version,
        parameters: node.parameters,
      })
    : node.parameters;
  const outputPorts = outputPortsOf(definition, node.settings, parameters);
  if (!definition.inputsByList) return { node, definition, parameters, outputPorts };
  // Whoever reads the plan takes the input ports from the definition: here they are this node's own.
  const own = { ...definition, inputs: inputPortsOf(definition, parameters) };
  return { node, definition: own, parameters, outputPorts };
}

function unknownType(node: GraphNode, newest: NodeDefinition | undefined): UserProblem {
  const hint = newest
    ? `It is known up to version ${newest.version}: update Heddle or choose that version.`
    : 'Remove the node, or use a Heddle that has this type.';
  return new UserProblem(
    'plan.unknown-node-type',
    `Node "${node.name}" has the type "${node.type}" version ${node.typeVersion}, which is not known here. ${hint}`,
    { status: 422, details: { nodeId: node.id, type: node.type, typeVersion: node.typeVersion } },
  );
}

function endsOf(drafts: ReadonlyMap<string, Draft>): EdgeEnds {
  return {
    typeOf: (id) => drafts.get(id)?.node.type,
    inputsOf(id) {
      const draft = drafts.get(id);
      return draft ? inputPortsOf(draft.definition, draft.parameters) : [];
    },
    outputsOf: (id) => drafts.get(id)?.outputPorts ?? [],
  };
}

/** Pinned items are data from a file: lineage and files are never taken from it. */
function pinnedItems(graph: Graph, nodeId: string): Item[] | null {
  return Object.hasOwn(graph.pinned, nodeId) ? (graph.pinned[nodeId] ?? []) : null;
}

function inputsOf({ definition }: Draft, edges: readonly PlanEdge[]): PlanNode['inputs'] {
  const byPort = groupBy(edges, (edge) => edge.targetPort);
  return definition.inputs.flatMap(({ name }) => {
    const into = byPort.get(name);
    return into ? [{ port: name, edges: into }] : [];
  });
}

function finishNode(
  { node, definition, parameters, outputPorts }: Draft,
  place: Pick<PlanNode, 'order' | 'inputs' | 'scope' | 'home' | 'rounds' | 'pinned'> & {
    leaving: readonly PlanEdge[];
  },
): PlanNode {
  const isLoop = isLoopType(node.type);
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    typeVersion: definition.version,
    order: place.order,
    definition,
    parameters,
    settings: node.settings,
    inDoubt: node.settings.inDoubt ?? definition.inDoubt ?? 'ask',
    credentials: node.credentials,
    position: node.position,
    inputs: place.inputs,
    outputs: edgesByPort(outputPorts, place.leaving),
    outputPorts,
    passThrough: node.settings.disabled,
    pinned: place.pinned,
    isLoop,
    sink: !place.leaving.some((edge) =>
      edge.back ? edge.collects : !(isLoop && edge.sourcePort === ITEM_PORT),
    ),
    scope: place.scope,
    home: place.home,
    rounds: place.rounds,
  };
}

/** Ports in the node's order, then the ones an edge names but the node has not (they stay dead). */
function edgesByPort(
  ports: readonly Port[],
  leaving: readonly PlanEdge[],
): Record<string, readonly PlanEdge[]> {
  const byPort = groupBy(leaving, (edge) => edge.sourcePort);
  const names = new Set([...ports.map((port) => port.name), ...byPort.keys()]);
  return Object.fromEntries(
    [...names].flatMap((name) => (byPort.has(name) ? [[name, byPort.get(name) ?? []]] : [])),
  );
}

function groupBy<T>(list: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of list) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
