/**
 * Graphs for engine tests, written as arrows. `drawGraph(['t -> s', 's.true -> j.a'], { nodes: { s: 'split', j: 'join' } })`:
 * nodes appear in the file in the order in which they are first named, edges get the ids e1, e2, … An edge that ends in
 * `max 3` has that limit.
 */
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph, OrderStrategy, PortableWorkflow } from '@/core/contracts/portable-workflow';

type NodeInput = PortableWorkflow['nodes'][number];

export interface DrawnNode {
  type?: string;
  settings?: NodeInput['settings'];
  parameters?: NodeInput['parameters'];
  position?: { x: number; y: number };
}

/** Node `t` is a trigger and every other a `step`, unless `nodes` says otherwise. */
export function drawGraph(
  arrows: readonly string[],
  options: { nodes?: Record<string, string | DrawnNode>; order?: OrderStrategy } = {},
): Graph {
  const ids: string[] = [];
  const edges = arrows.flatMap((arrow, index) => {
    const [ends = '', max] = arrow.split(' max ');
    const [from, to] = ends.split('->').map((end) => end.trim());
    const [source, sourcePort] = (from ?? '').split('.');
    const [target, targetPort] = (to ?? '').split('.');
    for (const id of [source, target]) if (id && !ids.includes(id)) ids.push(id);
    if (!source || !target) return [];
    return [
      {
        id: `e${index + 1}`,
        source,
        sourcePort: sourcePort ?? 'main',
        target,
        targetPort: targetPort ?? 'main',
        ...(max === undefined ? {} : { maxIterations: Number(max) }),
      },
    ];
  });
  return portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'Drawn',
    nodes: ids.map((id, index) => drawNode(id, index, options.nodes?.[id])),
    edges,
    settings: { order: options.order ?? 'parallel' },
  });
}

function drawNode(id: string, index: number, drawn: string | DrawnNode | undefined): NodeInput {
  const { type, settings, parameters, position } =
    typeof drawn === 'string' ? { type: drawn } : (drawn ?? {});
  return {
    id,
    type: type ?? (id === 't' ? 'trigger' : 'step'),
    name: id,
    position: position ?? { x: 0, y: index },
    ...(settings ? { settings } : {}),
    ...(parameters ? { parameters } : {}),
  };
}
