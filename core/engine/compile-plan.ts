/**
 * Compiles a graph into a plan: everything about it that a run asks for again and again is looked up once. The result
 * depends on graph and catalog alone and may be cached by content hash.
 *
 * Validation comes first. What it would refuse is left out here (edges to nothing), but for an unknown node type,
 * which nothing can run.
 */
import type { Graph, GraphNode } from '@/core/contracts/portable-workflow';
import { UserProblem } from '@/core/errors/app-error';
import type { JsonObject } from '@/core/items/item';
import type { Catalog, NodeDefinition, Port } from '@/core/node-kit/definition';
import { findBackEdges } from './back-edges';
import { outputPortsOf } from './output-ports';
import { planOrder } from './plan-order';
import { findScopes } from './scopes';
import type { Plan, PlanEdge, PlanNode, PlanStart } from './types';

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
  options: { upgrade?: UpgradeParameters } = {},
): Plan {
  const drafts = new Map(graph.nodes.map((node) => [node.id, draftOf(node, catalog, options.upgrade)]));
  const edges = itemEdges(graph, drafts);
  const edgesInto = groupBy(edges, (edge) => (edge.back ? '' : edge.target));
  const edgesFrom = groupBy(edges, (edge) => edge.source);
  const sorted = planOrder(
    graph.nodes,
    edges.filter((edge) => !edge.back),
  ).flatMap((id) => {
    const draft = drafts.get(id);
    return draft ? [{ id, draft, inputs: inputsOf(draft.definition, edgesInto.get(id) ?? []) }] : [];
  });
  const scopes = findScopes(sorted);
  const ordered: PlanNode[] = sorted.flatMap(({ id, draft, inputs }, order) => {
    const scope = scopes.get(id);
    const leaving = edgesFrom.get(id) ?? [];
    return scope ? [finishNode(draft, { order, inputs, leaving, scope })] : [];
  });
  const nodes = new Map(ordered.map((node) => [node.id, node]));
  const plan = { nodes, ordered, edges, order: graph.settings.order, settings: graph.settings };
  const triggers = ordered.filter((node) => node.definition.trigger !== undefined);
  return {
    ...plan,
    starts: new Map(triggers.map((node) => [node.id, startAt(plan, node.id)])),
    edgesById: new Map(edges.map((edge) => [edge.id, edge])),
  };
}

/** What a run that starts at one node can reach over forward edges. */
export function startAt(plan: Pick<Plan, 'nodes' | 'ordered'>, nodeId: string): PlanStart {
  const reachable = new Uint8Array(plan.ordered.length);
  const openEdges = new Int32Array(plan.ordered.length);
  const first = plan.nodes.get(nodeId)?.order ?? plan.ordered.length;
  if (first < reachable.length) reachable[first] = 1;
  for (const node of plan.ordered) {
    if (!reachable[node.order]) continue;
    for (const edges of Object.values(node.outputs)) {
      for (const edge of edges) {
        const target = edge.back ? undefined : plan.nodes.get(edge.target);
        if (!target || target.order === first) continue;
        reachable[target.order] = 1;
        openEdges[target.order] = (openEdges[target.order] ?? 0) + 1;
      }
    }
  }
  return { reachable, openEdges };
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
  return { node, definition, parameters, outputPorts: outputPortsOf(definition, node.settings, parameters) };
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

/** Edges between item ports of known nodes, in file order. Attachments are configuration and never activate. */
function itemEdges(graph: Graph, drafts: ReadonlyMap<string, Draft>): PlanEdge[] {
  const carried = graph.edges.filter((edge) => {
    const source = drafts.get(edge.source);
    const target = drafts.get(edge.target);
    const input = target?.definition.inputs.find((port) => port.name === edge.targetPort);
    const output = source?.outputPorts.find((port) => port.name === edge.sourcePort);
    return source !== undefined && input !== undefined && isItems(input) && (!output || isItems(output));
  });
  const back = findBackEdges(graph.nodes, carried);
  return carried.map((edge, order) => ({
    id: edge.id,
    source: edge.source,
    sourcePort: edge.sourcePort,
    target: edge.target,
    targetPort: edge.targetPort,
    order,
    back: back.has(edge.id),
    maxIterations: edge.maxIterations ?? null,
  }));
}

function isItems(port: Port): boolean {
  return port.kind === undefined || port.kind === 'items';
}

function inputsOf(definition: NodeDefinition, edges: readonly PlanEdge[]): PlanNode['inputs'] {
  const byPort = groupBy(edges, (edge) => edge.targetPort);
  return definition.inputs.flatMap(({ name }) => {
    const into = byPort.get(name);
    return into ? [{ port: name, edges: into }] : [];
  });
}

function finishNode(
  { node, definition, parameters, outputPorts }: Draft,
  place: Pick<PlanNode, 'order' | 'inputs' | 'scope'> & { leaving: readonly PlanEdge[] },
): PlanNode {
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
    sink: !place.leaving.some((edge) => !edge.back),
    scope: place.scope,
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
