/**
 * Dead paths. When nothing can reach a node any more within a scope instance, its join is resolved with what it got,
 * or it is skipped if it never got anything; then the nodes behind it are looked at. Inner instances close before the
 * outer ones that hold them. A cycle takes its turn last, when all that its passes still may lead to is known.
 */
import { addSkippedStep } from './flow';
import { takeTurn } from './cycle-turns';
import { settle, resolveGroup } from './deliveries';
import { closeEdge, ownGroup } from './close-edge';
import { counterOf, dropInstance } from './instances';
import { endIteration } from './iterations';
import { closeRound } from './passes';
import type { Flow, PlanNode, ScopeInstance } from './types';

/** Carries a flow to its end. */
export function finishFlow(flow: Flow): void {
  while (!flow.halted) {
    const step = flow.ended.shift();
    if (step) {
      settle(flow, step);
      continue;
    }
    const check = nextCheck(flow);
    if (check) {
      closeIfDone(flow, check.instance, check.node);
      continue;
    }
    const over = flow.over.shift();
    if (over) {
      if (over.pass) dropInstance(flow.state, over);
      else endIteration(flow, over);
      continue;
    }
    const cycle = flow.turns.shift();
    if (!cycle) return;
    takeTurn(flow, cycle);
  }
}

function nextCheck(flow: Flow): { instance: ScopeInstance; node: PlanNode } | undefined {
  for (let level = flow.checks.length - 1; level >= 0; level--) {
    const check = flow.checks[level]?.pop();
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
  // What a pass leaves out may run in another one: a node is skipped when no pass has led to it.
  if (!counter.seen && !instance.pass) addSkippedStep(flow, node, instance.prefix);
  counter.closed = true;
  const edges = Object.values(node.outputs).flat();
  counter.closing = new Set(edges.flatMap(({ id, enters }) => (enters ? [id] : [])));
  for (const edge of edges) {
    if (edge.repeats) closeRound(flow, instance, edge);
    else if (!edge.back) closeEdge(flow, instance, edge);
  }
  counter.closing = null;
  const counted = instance.iteration ?? instance.pass;
  if (counted && --counted.openNodes === 0) flow.over.push(instance);
}
