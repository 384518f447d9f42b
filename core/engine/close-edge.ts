/**
 * An edge over which nothing more can come, within one scope instance. What hangs on it is looked at: a port without
 * other edges is dead, and a node that no edge leads to any more may have closed.
 */
import { pairAfterDeath } from './deliveries';
import { requestCheck } from './flow';
import { counterOf, enteredInstances, isWithin } from './instances';
import { stepKeyOf } from './path';
import { edgeScope } from './scopes';
import { isFollowed } from './start-at';
import type { Flow, JoinGroup, PlanEdge, PlanNode, ScopeInstance } from './types';

/** Counts an edge as closed in an instance, and in the iterations inside that it enters. */
export function closeEdge(flow: Flow, instance: ScopeInstance, edge: PlanEdge): void {
  const target = flow.plan.nodes.get(edge.target);
  const { start } = flow.state.scheduling;
  if (!target || start.reachable[target.order] !== 1 || !isFollowed(start, edge, flow.plan)) return;
  if (isWithin(target, instance.scope)) countDown(flow, instance, { edge, target });
  if (!edge.enters) return;
  const source = flow.plan.nodes.get(edge.source);
  const from = source && edgeScope(edge, source, flow.plan.bodies);
  // What a loop hands out is out when its iteration opens: no count within it ever began with such an edge.
  if (!source || from !== instance.scope || from !== source.scope) return;
  // Where nobody has counted yet, the count will begin without this edge.
  const counted = enteredInstances(flow.state, { plan: flow.plan, edge, target }, instance.prefix).filter(
    (inner) => inner.counters.has(target.order),
  );
  instance.counters.get(source.order)?.closing?.delete(edge.id);
  for (const inner of counted) countDown(flow, inner, { edge, target });
}

/** The join that waits at a node within the instance, where it is the node's own. */
export function ownGroup(flow: Flow, instance: ScopeInstance, node: PlanNode): JoinGroup | undefined {
  if (node.inputs.length < 2 || instance.scope !== node.home) return undefined;
  return flow.state.scheduling.groups.get(stepKeyOf(node.id, instance.prefix));
}

function countDown(
  flow: Flow,
  instance: ScopeInstance,
  { edge, target }: { edge: PlanEdge; target: PlanNode },
): void {
  const counter = counterOf(flow, instance, target);
  counter.edges--;
  if (target.inputs.length > 1) {
    const port = target.inputs.findIndex((input) => input.port === edge.targetPort);
    const left = (counter.ports[port] ?? 1) - 1;
    counter.ports[port] = left;
    const group = left === 0 ? ownGroup(flow, instance, target) : undefined;
    if (group && !group.resolved) pairAfterDeath(flow, group, counter);
  }
  if (counter.edges === 0) requestCheck(flow, instance, target);
}
