/** Makes a failing case small: takes away whatever it fails without. */
import type { Fault, SimulationCase, SimulatedWorkflow } from './case';

/** `fails` says whether a case still fails. `limit` bounds how often it is asked. */
export async function shrinkCase(
  given: SimulationCase,
  fails: (one: SimulationCase) => Promise<boolean>,
  limit = 300,
): Promise<SimulationCase> {
  let best = given;
  let asked = 0;
  for (let again = true; again;) {
    again = false;
    for (const smaller of smallerCases(best)) {
      if (asked >= limit) return best;
      asked += 1;
      if (!(await fails(smaller))) continue;
      best = smaller;
      again = true;
      break;
    }
  }
  return best;
}

/** One step smaller each, what helps most first. */
function* smallerCases(given: SimulationCase): Generator<SimulationCase> {
  const { faults, runs, workers } = given;
  for (const index of faults.keys()) yield { ...given, faults: faults.filter((_, at) => at !== index) };
  for (let index = runs.length - 1; index >= 0 && runs.length > 1; index--) yield withoutRun(given, index);
  if (workers > 1) {
    const kept = faults.filter((fault) => !('worker' in fault) || fault.worker < workers - 1);
    yield { ...given, workers: workers - 1, faults: kept };
  }
  const { lost, doubled, maxDelayMs } = given.hints;
  if (lost > 0 || doubled > 0 || maxDelayMs > 2)
    yield { ...given, hints: { lost: 0, doubled: 0, maxDelayMs: 2 } };
  if (given.handed > 0) yield { ...given, handed: 0 };
  if (given.calm) yield { ...given, calm: false };
  if (given.maxActive < 1000) yield { ...given, maxActive: 1000 };
  if (given.resumes > 0) yield { ...given, resumes: 0 };
  for (const [index, run] of runs.entries()) {
    if (run.atMs > 0 || run.twice) {
      yield {
        ...given,
        runs: runs.map((one, at) => (at === index ? { ...one, atMs: 0, twice: false } : one)),
      };
    }
  }
  for (const [index, workflow] of given.workflows.entries()) {
    for (const smaller of smallerWorkflows(workflow)) {
      yield { ...given, workflows: given.workflows.map((one, at) => (at === index ? smaller : one)) };
    }
  }
}

function withoutRun(given: SimulationCase, index: number): SimulationCase {
  const faults = given.faults.flatMap((fault): Fault[] => {
    if (!('run' in fault)) return [fault];
    if (fault.run === index) return [];
    return [fault.run > index ? { ...fault, run: fault.run - 1 } : fault];
  });
  return { ...given, faults, runs: given.runs.filter((_, at) => at !== index) };
}

/** A node less, with what it passes on handed on past it; then an edge less. */
function* smallerWorkflows({ graph, mayStop }: SimulatedWorkflow): Generator<SimulatedWorkflow> {
  const edges = graph.edges ?? [];
  for (const node of [...graph.nodes].reverse()) {
    if (node.id === 't') continue;
    const nodes = graph.nodes.filter((one) => one !== node);
    const kept = edges.filter((edge) => edge.source !== node.id && edge.target !== node.id);
    yield { mayStop, graph: { ...graph, nodes, edges: kept } };
  }
  for (const edge of edges)
    yield { mayStop, graph: { ...graph, edges: edges.filter((one) => one !== edge) } };
}
