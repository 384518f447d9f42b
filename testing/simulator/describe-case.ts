/** A case for people: its graphs as arrows, its runs, and the list of what goes wrong. */
import { faultText, type SimulatedWorkflow, type SimulationCase } from './case';

export function describeCase(given: SimulationCase): string {
  const used = new Set(given.runs.map((run) => run.workflow));
  const lines = [
    `seed ${given.seed}: ${given.workers} workers, ${given.runs.length} runs, ${given.faults.length} faults`,
    `  lease ${given.leaseMs} ms; ${given.maxActive} runs at once; ${given.handed} of them handed over; ${given.calm ? 'calm; ' : ''}hints ${JSON.stringify(given.hints)}; resumes ${given.resumes}`,
    ...given.workflows.flatMap((workflow, index) => {
      const helps = index >= given.workflows.length - 2;
      return used.has(index) || helps ? describeWorkflow(workflow, nameOf(given, index)) : [];
    }),
    ...given.runs.map(
      (run, index) =>
        `  run${index}: workflow${run.workflow} at ${run.atMs} ms${run.twice ? ', sent twice' : ''}`,
    ),
    ...given.faults.map((fault) => `  fault: ${faultText(fault)}`),
  ];
  return lines.join('\n');
}

function nameOf(given: SimulationCase, index: number): string {
  const fromEnd = given.workflows.length - index;
  return fromEnd === 2 ? 'called' : fromEnd === 1 ? 'told' : `workflow${index}`;
}

function describeWorkflow({ graph }: SimulatedWorkflow, name: string): string[] {
  const settings = Object.entries(graph.settings ?? {}).filter(([, value]) => value !== null);
  return [
    `  ${name}: ${settings.map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(', ')}`,
    ...graph.nodes.map((node) => {
      const { onError, inDoubt, retry, disabled, timeoutMs } = node.settings ?? {};
      const facts = [
        onError,
        inDoubt && `in doubt ${inDoubt}`,
        retry && `${retry.attempts} tries, ${retry.delayMs} ms`,
        disabled && 'disabled',
        timeoutMs && `${timeoutMs} ms at most`,
      ];
      return `    ${node.id} ${node.type} (${facts.filter(Boolean).join('; ')})`;
    }),
    ...(graph.edges ?? []).map(
      (edge) =>
        `    ${edge.id}: ${edge.source}.${edge.sourcePort ?? 'main'} -> ${edge.target}.${edge.targetPort ?? 'main'}`,
    ),
  ];
}
