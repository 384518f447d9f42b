/**
 * Scope instances and what is still open in them. A node is closed within an instance when none of its steps there is
 * unfinished and all that could deliver to it is closed: then its dead inputs are known, and if it never got anything
 * it is skipped. Each edge is counted down once for each instance, so the whole run costs its edges and no more.
 */
import type { Flow, NodeCounter, PlanNode, PlanScope, RunState, ScopeInstance } from './types';

/** Opens the instance that a step at the entry of a scope begins. */
export function openInstance(state: RunState, entry: PlanNode, prefix: readonly string[]): void {
  const key = prefix.join('/');
  if (prefix.length === 0 || state.scheduling.instances.has(key)) return;
  state.scheduling.instances.set(key, { scope: entry.scope, prefix, counters: new Map() });
}

/** The instances a step of the node at this path lives in, the innermost first. */
export function instancesOf(state: RunState, node: PlanNode, path: readonly string[]): ScopeInstance[] {
  const { root, instances } = state.scheduling;
  if (node.scope.depth === 0) return [root];
  const found: ScopeInstance[] = [];
  for (let scope: PlanScope | null = node.scope; scope; scope = scope.parent) {
    if (scope.depth > path.length) continue;
    const instance = scope.depth === 0 ? root : instances.get(path.slice(0, scope.depth).join('/'));
    if (instance) found.push(instance);
  }
  return found;
}

/** The instance that the node's own joins and dead paths belong to, for a path in it. */
export function ownInstance(state: RunState, node: PlanNode, path: readonly string[]): ScopeInstance {
  const { root, instances } = state.scheduling;
  const { depth } = node.scope;
  return (depth === 0 ? undefined : instances.get(path.slice(0, depth).join('/'))) ?? root;
}

/** The node's counter within an instance, made on first use. */
export function counterOf(flow: Flow, instance: ScopeInstance, node: PlanNode): NodeCounter {
  const known = instance.counters.get(node.order);
  if (known) return known;
  const { reachable, openEdges } = flow.state.scheduling.start;
  const entered = instance.scope.depth > 0 && instance.scope.entry === node.id;
  const counter: NodeCounter = {
    edges: entered ? 0 : (openEdges[node.order] ?? 0),
    ports:
      node.inputs.length < 2
        ? []
        : node.inputs.map(
            ({ edges }) =>
              edges.filter((edge) => reachable[flow.plan.nodes.get(edge.source)?.order ?? -1] === 1).length,
          ),
    open: 0,
    seen: false,
    closed: false,
  };
  instance.counters.set(node.order, counter);
  return counter;
}

/** Whether every step of the node lies within the instance's scope. */
export function isWithin(node: PlanNode, scope: PlanScope): boolean {
  let at: PlanScope | null = node.scope;
  while (at && at.depth > scope.depth) at = at.parent;
  return at === scope;
}
