/**
 * How a cycle goes on when no pass of it can lead back any more: what came back begins the next passes, and when nothing
 * did, the cycle is left. An edge that was to lead back more often than it may fails the run, or the iteration that the
 * cycle lies in.
 */
import type { StepError } from '@/core/node-kit/node-failure';
import { enterIteration } from './deliveries';
import { takeOff } from './flow';
import { catchingIteration, giveUpIteration } from './iterations';
import { pairArrivals } from './join-pairing';
import { beginPass } from './passes';
import { comparePaths, stepKeyOf } from './path';
import type { Arrival, Flow, OpenCycle, PlanEdge, RunError } from './types';

/** Begins the next passes, or leaves the cycle when nothing came back. */
export function takeTurn(flow: Flow, cycle: OpenCycle): void {
  const { node, path, came } = cycle;
  // It may lie in an iteration that was given up meanwhile.
  if (flow.state.scheduling.cycles.get(stepKeyOf(node.id, path)) !== cycle) return;
  const over = node.rounds.find(
    ({ id, maxIterations }) => (cycle.counts.get(id) ?? 0) > (maxIterations ?? 0),
  );
  if (over) return passLimit(flow, cycle, over);
  cycle.came = [];
  if (came.length === 0) {
    flow.state.scheduling.cycles.delete(stepKeyOf(node.id, path));
    return takeOff(flow, { node, path });
  }
  for (const members of pairsOf(flow, cycle, came)) {
    if (flow.halted) return;
    const inputs = Object.fromEntries(members.map(({ port, delivery }) => [port, delivery]));
    beginPass(flow, { cycle, inputs }, enterIteration);
  }
}

/** Lets a cycle that went round too often go round as often again: the run was resumed. */
export function letGoOn(flow: Flow): void {
  for (const cycle of flow.state.scheduling.cycles.values()) {
    if (cycle.over === null) continue;
    cycle.over = null;
    cycle.counts.clear();
    flow.turns.push(cycle);
  }
}

/** What begins one pass each: one delivery, or at a join what came to its ports along the same path. */
function pairsOf(flow: Flow, { node, path }: OpenCycle, came: readonly Arrival[]): Arrival[][] {
  const arrivals = new Map<string, Map<string, Arrival>>();
  for (const arrival of came) {
    const byPath = arrivals.get(arrival.port) ?? new Map<string, Arrival>();
    arrivals.set(arrival.port, byPath.set(arrival.path.join('/'), arrival));
  }
  const group = { node, prefix: path, arrivals, under: new Map<string, Arrival[]>(), resolved: false };
  const ports = node.definition.inputs.map(({ name }) => name);
  return pairArrivals(flow.plan, group, ports).map(({ members }) => members);
}

function passLimit(flow: Flow, cycle: OpenCycle, edge: PlanEdge): void {
  const { plan, state } = flow;
  cycle.over = edge.id;
  const last = cycle.came
    .filter(({ delivery }) => delivery.edge === edge.id)
    .sort((a, b) => comparePaths(plan, a.path, b.path))
    .at(-1)?.delivery.from;
  const source = plan.nodes.get(edge.source);
  const [from, to] = [source?.name ?? edge.source, cycle.node.name];
  const error: RunError = {
    code: 'run.cycle-limit',
    message:
      `The connection from "${from}" back to "${to}" was to be passed more than ${edge.maxIterations ?? 0} times, which is its limit. ` +
      'See why the cycle does not end, or raise the limit of the connection.',
    retryable: false,
    details: { from, to, edge: edge.id, maxIterations: edge.maxIterations ?? 0 },
    step: last ?? null,
    nodeId: edge.source,
    nodeName: from,
  };
  const iteration = catchingIteration(flow, { nodeId: cycle.node.id, path: cycle.path });
  if (iteration) giveUpIteration(flow, iteration, { step: null, error: stepErrorOf(error) });
  else state.ending ??= { status: 'failed', error };
}

function stepErrorOf({ code, message, retryable, details }: RunError): StepError {
  return { code, message, retryable, ...(details === undefined ? {} : { details }) };
}
