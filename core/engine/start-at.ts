/**
 * What a run can reach: from its trigger forward, and where only one node is wanted, nothing but what leads to it. A
 * cycle that the node lies on is not gone round, because what leads back follows the node.
 */
import { ITEM_PORT } from './loop-nodes';
import type { Plan, PlanEdge, PlanNode, PlanStart } from './types';

type Nodes = Pick<Plan, 'nodes' | 'ordered'>;

/**
 * What a run that starts at one node can reach over forward edges. With `until` that node and what leads to it alone;
 * behind a loop's `done` lies the loop's whole body, behind its `item` the loop itself.
 */
export function startAt(plan: Nodes, nodeId: string, until: string | null = null): PlanStart {
  const wanted = until === null ? null : leadingTo(plan, until);
  const reachable = new Uint8Array(plan.ordered.length);
  const openEdges = new Int32Array(plan.ordered.length);
  const first = plan.nodes.get(nodeId)?.order ?? plan.ordered.length;
  if (first < reachable.length) reachable[first] = 1;
  for (const node of plan.ordered) {
    if (!reachable[node.order]) continue;
    for (const edge of edgesOf(node)) {
      if (!isFollowed({ until }, edge, plan)) continue;
      const target = edge.back ? undefined : plan.nodes.get(edge.target);
      if (!target || target.order === first || (wanted && !wanted.has(target.id))) continue;
      reachable[target.order] = 1;
      openEdges[target.order] = (openEdges[target.order] ?? 0) + 1;
    }
  }
  const rounds = roundsIn(plan, reachable, until);
  return { reachable, openEdges, bodySizes: bodySizes(plan, reachable), rounds, until };
}

/** Whether anything is delivered over an edge: of a node that alone is wanted nothing is, but for what a loop hands out. */
export function isFollowed(
  { until }: Pick<PlanStart, 'until'>,
  edge: PlanEdge,
  { nodes }: Pick<Plan, 'nodes'>,
): boolean {
  if (edge.source !== until) return true;
  return edge.sourcePort === ITEM_PORT && (nodes.get(until)?.isLoop ?? false);
}

/** Edges that may begin another pass in such a run. */
function roundsIn(plan: Nodes, reachable: Uint8Array, until: string | null): Set<string> {
  const found = new Set<string>();
  for (const node of plan.ordered) {
    if (!reachable[node.order]) continue;
    for (const edge of edgesOf(node)) {
      if (!edge.repeats || !isFollowed({ until }, edge, plan)) continue;
      if (reachable[plan.nodes.get(edge.target)?.order ?? -1] === 1) found.add(edge.id);
    }
  }
  return found;
}

function edgesOf(node: PlanNode): PlanEdge[] {
  return Object.values(node.outputs).flat();
}

/** The node and everything that must have run before it. */
function leadingTo(plan: Nodes, nodeId: string): Set<string> {
  const into = new Map<string, PlanEdge[]>();
  for (const node of plan.ordered) {
    for (const edge of edgesOf(node)) {
      const list = into.get(edge.target);
      if (list) list.push(edge);
      else into.set(edge.target, [edge]);
    }
  }
  const found = new Set([nodeId]);
  const collected = new Set<string>();
  const open = [...(into.get(nodeId) ?? [])].filter(leadsOn);
  const wantResult = (loop: string) => {
    if (collected.has(loop)) return;
    collected.add(loop);
    open.push(...(into.get(loop) ?? []).filter((edge) => edge.collects));
  };
  if (plan.nodes.get(nodeId)?.isLoop) wantResult(nodeId);
  for (let edge = open.pop(); edge; edge = open.pop()) {
    const { source } = edge;
    if (plan.nodes.get(source)?.isLoop && edge.sourcePort !== ITEM_PORT) wantResult(source);
    if (found.has(source)) continue;
    found.add(source);
    open.push(...(into.get(source) ?? []).filter(leadsOn));
  }
  return found;
}

function leadsOn(edge: PlanEdge): boolean {
  return !edge.back || edge.repeats;
}

function bodySizes(plan: Nodes, reachable: Uint8Array): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const node of plan.ordered) {
    if (!reachable[node.order]) continue;
    for (let at: PlanNode['scope'] | null = node.scope; at; at = at.parent) {
      if (at.loop !== null && at.depth === 0) sizes.set(at.loop, (sizes.get(at.loop) ?? 0) + 1);
    }
  }
  return sizes;
}
