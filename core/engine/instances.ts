/**
 * Scope instances and what is still open in them. A node is closed within an instance when none of its steps there is
 * unfinished and all that could deliver to it is closed: then its dead inputs are known, and if it never got anything
 * it is skipped. Each edge is counted down once for each instance, so the whole run costs its edges and no more.
 */
import { prefixLength } from './path';
import { edgeScope, isScopeWithin } from './scopes';
import { isFollowed } from './start-at';
import type {
  Flow, NodeCounter, OpenIteration, OpenPass, Plan, PlanEdge, PlanNode, PlanScope, RunState, ScopeInstance,
} from './types'; // prettier-ignore

/** The instance of the whole run. */
export function rootInstance(scope: PlanScope): ScopeInstance {
  return newInstance(scope, { prefix: [], parent: null, iteration: null, pass: null });
}

/** Opens an instance; null where it is open already or would be the root's. */
export function openInstance(
  state: RunState,
  scope: PlanScope,
  place: { prefix: readonly string[]; iteration?: OpenIteration; pass?: OpenPass },
): ScopeInstance | null {
  const { prefix } = place;
  const key = prefix.join('/');
  const { instances, byScope } = state.scheduling;
  if (prefix.length === 0 || instances.has(key)) return null;
  const parent = scope.parent ? instanceOf(state, scope.parent, prefix) : null;
  const { iteration = null, pass = null } = place;
  const instance = newInstance(scope, { prefix, parent, iteration, pass });
  parent?.inner.add(instance);
  instances.set(key, instance);
  const same = byScope.get(scope);
  if (same) same.add(instance);
  else byScope.set(scope, new Set([instance]));
  return instance;
}

/** Forgets an instance and all within it. */
export function dropInstance(state: RunState, instance: ScopeInstance): void {
  const { instances, byScope, groups, cycles, entered } = state.scheduling;
  for (const inner of instance.inner) dropInstance(state, inner);
  instances.delete(instance.prefix.join('/'));
  byScope.get(instance.scope)?.delete(instance);
  instance.parent?.inner.delete(instance);
  for (const key of instance.groups) groups.delete(key);
  for (const key of instance.cycles) cycles.delete(key);
  for (const { edge, path } of instance.kept) entered.get(edge)?.delete(path);
}

function newInstance(
  scope: PlanScope,
  place: Pick<ScopeInstance, 'prefix' | 'parent' | 'iteration' | 'pass'>,
): ScopeInstance {
  return { scope, ...place, counters: new Map(), inner: new Set(), groups: [], cycles: [], kept: [] };
}

function findInstance(state: RunState, scope: PlanScope, path: readonly string[]): ScopeInstance | undefined {
  const { root, instances } = state.scheduling;
  if (scope.level === 0) return root;
  const length = prefixLength(scope, path);
  return length < 0 ? undefined : instances.get(path.slice(0, length).join('/'));
}

/** The instance of a scope that a path leads into; the whole run where there is none. */
export function instanceOf(state: RunState, scope: PlanScope, path: readonly string[]): ScopeInstance {
  for (let at: PlanScope | null = scope; at; at = at.parent) {
    const found = findInstance(state, at, path);
    if (found) return found;
  }
  return state.scheduling.root;
}

/** The instances a step of the node at this path lives in, the innermost first. */
export function instancesOf(state: RunState, node: PlanNode, path: readonly string[]): ScopeInstance[] {
  const found: ScopeInstance[] = [];
  for (let scope: PlanScope | null = node.scope; scope; scope = scope.parent) {
    const instance = findInstance(state, scope, path);
    if (instance) found.push(instance);
  }
  return found;
}

/** The instance that the node's own joins belong to, for a path that leads into it. */
export function homeInstance(state: RunState, node: PlanNode, path: readonly string[]): ScopeInstance {
  return findInstance(state, node.home, path) ?? state.scheduling.root;
}

/** The node's counter within an instance, made on first use. */
export function counterOf(flow: Flow, instance: ScopeInstance, node: PlanNode): NodeCounter {
  const known = instance.counters.get(node.order);
  if (known) return known;
  const { start } = flow.state.scheduling;
  const { scope } = instance;
  const entered = scope.entry === node.id && scope === node.scope;
  const counter: NodeCounter = {
    edges: entered ? 0 : (start.openEdges[node.order] ?? 0),
    ports:
      node.inputs.length < 2
        ? []
        : node.inputs.map(({ edges }) => edges.filter((edge) => isOpen(flow, edge)).length),
    open: 0,
    seen: false,
    closed: false,
    closing: null,
  };
  if (node.inputs.length > 1) leaveOutClosed(flow, { instance, node, counter });
  instance.counters.set(node.order, counter);
  return counter;
}

/** Whether anything can come over an edge in this run. */
function isOpen({ plan, state }: Flow, edge: PlanEdge): boolean {
  const { start } = state.scheduling;
  return start.reachable[plan.nodes.get(edge.source)?.order ?? -1] === 1 && isFollowed(start, edge, plan);
}

/** Edges that enter the instance from outside and over which nothing more can come are not waited for. */
function leaveOutClosed(
  flow: Flow,
  { instance, node, counter }: { instance: ScopeInstance; node: PlanNode; counter: NodeCounter },
): void {
  for (const [port, { edges }] of node.inputs.entries()) {
    for (const edge of edges) {
      const source = edge.enters ? flow.plan.nodes.get(edge.source) : undefined;
      if (!source || !isOpen(flow, edge)) continue;
      const from = edgeScope(edge, source, flow.plan.bodies);
      if (isScopeWithin(from, instance.scope) || !isClosed(flow, { edge, source, from }, instance.prefix))
        continue;
      counter.edges--;
      counter.ports[port] = (counter.ports[port] ?? 1) - 1;
    }
  }
}

/** Whether nothing more comes over an edge on the way to a path. What a loop hands out is out when its iteration opens. */
function isClosed(
  flow: Flow,
  { edge, source, from }: { edge: PlanEdge; source: PlanNode; from: PlanScope },
  path: readonly string[],
): boolean {
  if (from !== source.scope) return true;
  const own = findInstance(flow.state, source.scope, path) ?? flow.state.scheduling.root;
  const counter = own.counters.get(source.order);
  return counter !== undefined && counter.closed && !counter.closing?.has(edge.id);
}

/** The open instances that an edge enters from outside, under the prefix where it came from. */
export function enteredInstances(
  state: RunState,
  { plan, edge, target }: { plan: Plan; edge: PlanEdge; target: PlanNode },
  prefix: readonly string[],
): ScopeInstance[] {
  const source = plan.nodes.get(edge.source);
  const found: ScopeInstance[] = [];
  if (!source) return found;
  const from = edgeScope(edge, source, plan.bodies);
  for (
    let scope: PlanScope | null = target.home;
    scope && !isScopeWithin(from, scope);
    scope = scope.parent
  ) {
    for (const instance of state.scheduling.byScope.get(scope) ?? []) {
      if (prefix.every((segment, at) => instance.prefix[at] === segment)) found.push(instance);
    }
  }
  return found;
}

/** Whether every step of the node lies within the instance's scope. */
export function isWithin(node: PlanNode, scope: PlanScope): boolean {
  return isScopeWithin(node.scope, scope);
}
