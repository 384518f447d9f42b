/** What a re-run from a step would do: which results it reuses, what runs again, which writes would be made once more. Pure. */
import type { RunReceiptView, RunStepView } from '@/core/contracts/run-view';
import type { Graph } from '@/core/graph/graph';
import { indexGraph } from '@/core/graph/traverse';

export interface RerunPlan {
  /** Names of nodes whose results are kept, in the order they ran. */
  reused: readonly string[];
  /** Names of nodes that run again, the chosen one first. */
  again: readonly string[];
  /** Writes that were answered and belong to what runs again. */
  writes: readonly (RunReceiptView & { nodeName: string })[];
}

/** The plan of a re-run of `run` from the step with this key. */
export function rerunPlan(run: { steps: readonly RunStepView[] }, graph: Graph, stepKey: string): RerunPlan {
  const chosen = run.steps.find((step) => step.key === stepKey);
  if (!chosen) return { reused: [], again: [], writes: [] };
  const after = downstream(graph, chosen.nodeId);
  const runsAgain = (step: RunStepView) =>
    step.nodeId === chosen.nodeId ? isSameOrInside(step, chosen) : after.has(step.nodeId);
  const again = run.steps.filter((step) => step.status !== 'skipped' && runsAgain(step));
  const kept = run.steps.filter((step) => step.status === 'succeeded' && !runsAgain(step));
  const later = [...after].flatMap((id) => graph.nodes.find((node) => node.id === id)?.name ?? []);
  return {
    reused: unique(kept.map((step) => step.nodeName)),
    again: unique([chosen.nodeName, ...later]),
    writes: again.flatMap((step) =>
      (step.receipts ?? [])
        .filter((receipt) => receipt.status !== 'failed')
        .map((receipt) => ({ ...receipt, nodeName: step.nodeName })),
    ),
  };
}

/** Nodes that get something from this one, itself left out. */
function downstream(graph: Graph, nodeId: string): ReadonlySet<string> {
  const { outgoing } = indexGraph(graph);
  const seen = new Set<string>();
  const queue = [nodeId];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const { target } of outgoing.get(id) ?? []) {
      if (target === nodeId || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return seen;
}

function isSameOrInside(step: RunStepView, chosen: RunStepView): boolean {
  return step.key === chosen.key || (step.iteration ?? '').startsWith(`${chosen.iteration ?? ''}/`);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
