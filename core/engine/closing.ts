/**
 * Dead paths. When nothing can reach a node any more within a scope instance, its join is resolved with what it got,
 * or it is skipped if it never got anything; then the nodes behind it are looked at. Inner instances close before the
 * outer ones that hold them.
 */
import { addSkippedStep, requestCheck } from './flow';
import { pairAfterDeath, resolveGroup, settle } from './deliveries';
import { counterOf, isWithin } from './instances';
import { stepKeyOf } from './path';
import type { Flow, PlanEdge, PlanNode, ScopeInstance } from './types';

/** Carries a flow to its end. */
export function finishFlow(flow: Flow): void {
  for (;;) {
    const step = flow.ended.shift();
    if (step) {
      settle(flow, step);
      continue;
    }
    const check = nextCheck(flow);
    if (!check) return;
    closeIfDone(flow, check.instance, check.node);
  }
}

function nextCheck(flow: Flow): { instance: ScopeInstance; node: PlanNode } | undefined {
  for (let depth = flow.checks.length - 1; depth >= 0; depth--) {
    const check = flow.checks[depth]?.pop();
    if (check) return check;
  }
  return undefined;
}

function closeIfDone(flow: Flow, instance: ScopeInstance, node: PlanNode): void {
  const counter = counterOf(flow, instance, node);
  if (counter.closed || counter.edges > 0) return;
  const group = ownGroup(flow, instance, node);
  if (group && !group.resolved) resolveGroup(flow, group);
  if (counter.open > 0) return;
  if (!counter.seen) addSkippedStep(flow, node, instance.prefix);
  counter.closed = true;
  for (const edges of Object.values(node.outputs)) {
    for (const edge of edges) if (!edge.back) closeEdge(flow, instance, edge);
  }
}

function closeEdge(flow: Flow, instance: ScopeInstance, edge: PlanEdge): void {
  const target = flow.plan.nodes.get(edge.target);
  if (!target || !isWithin(target, instance.scope)) return;
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

function ownGroup(flow: Flow, instance: ScopeInstance, node: PlanNode) {
  if (node.inputs.length < 2 || instance.scope !== node.scope) return undefined;
  return flow.state.scheduling.groups.get(stepKeyOf(node.id, instance.prefix));
}
