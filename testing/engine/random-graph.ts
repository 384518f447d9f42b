/**
 * Random graphs for the engine's promises: branches, joins, several edges into one port, disabled nodes, every way of
 * handling errors, two triggers, files whose order is not the plan's.
 */
import fc from 'fast-check';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import type { Graph, OrderStrategy, PortableWorkflow } from '@/core/contracts/portable-workflow';

type NodeInput = PortableWorkflow['nodes'][number];
type EdgeInput = NonNullable<PortableWorkflow['edges']>[number];

const inputPorts: Record<string, readonly string[]> = {
  trigger: [],
  step: ['main'],
  write: ['main'],
  split: ['main'],
  join: ['a', 'b'],
  join3: ['a', 'b', 'c'],
};
const outputPorts: Record<string, readonly string[]> = { split: ['true', 'false'] };

export interface GraphOptions {
  order: OrderStrategy;
  /** Whether a failure may end the run. */
  mayStop: boolean;
  maxNodes?: number;
}

export function randomGraph(options: GraphOptions): fc.Arbitrary<Graph> {
  const node = fc.record({
    type: fc.constantFrom('step', 'step', 'write', 'split', 'split', 'join', 'join', 'join3', 'trigger'),
    sources: fc.array(fc.array(fc.record({ from: fc.nat(50), port: fc.nat(2) }), { maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    }),
    onError: fc.constantFrom(
      ...(options.mayStop ? (['stop'] as const) : []),
      'continue' as const,
      'error-port' as const,
    ),
    inDoubt: fc.constantFrom('ask', 'repeat', 'fail'),
    attempts: fc.integer({ min: 1, max: 3 }),
    disabled: fc.nat(9).map((value) => value === 0),
    y: fc.nat(3),
    place: fc.nat(1000),
  });
  return fc
    .array(node, { minLength: 1, maxLength: options.maxNodes ?? 10 })
    .map((drawn) => toGraph(drawn as DrawnNode[], options.order));
}

interface DrawnNode {
  type: string;
  sources: { from: number; port: number }[][];
  onError: 'stop' | 'continue' | 'error-port';
  inDoubt: 'ask' | 'repeat' | 'fail';
  attempts: number;
  disabled: boolean;
  y: number;
  place: number;
}

function toGraph(drawn: readonly DrawnNode[], order: OrderStrategy): Graph {
  const nodes: { input: NodeInput; ports: readonly string[]; place: number }[] = [
    { input: { id: 't', type: 'trigger', name: 't', position: { x: 0, y: 0 } }, ports: ['main'], place: 0 },
  ];
  const edges: EdgeInput[] = [];
  drawn.forEach((draft, index) => {
    const id = `n${index + 1}`;
    for (const [at, port] of (inputPorts[draft.type] ?? []).entries()) {
      const sources = draft.sources[at] ?? [];
      const list = at === 0 && sources.length === 0 ? [{ from: index, port: 0 }] : sources;
      for (const { from, port: wanted } of list) {
        const source = nodes[from % nodes.length];
        const sourcePort = source?.ports[wanted % source.ports.length];
        if (!source || sourcePort === undefined) continue;
        edges.push({
          id: `e${edges.length}`,
          source: source.input.id,
          sourcePort,
          target: id,
          targetPort: port,
        });
      }
    }
    const onError = draft.type === 'trigger' ? 'stop' : draft.onError;
    const ports = outputPorts[draft.type] ?? ['main'];
    nodes.push({
      input: {
        id,
        type: draft.type,
        name: id,
        position: { x: index, y: draft.y },
        settings: {
          onError,
          inDoubt: draft.inDoubt,
          retry: { attempts: draft.attempts, delayMs: 10 },
          disabled: draft.disabled && draft.type !== 'trigger',
        },
      },
      ports: onError === 'error-port' ? [...ports, 'error'] : ports,
      place: draft.place,
    });
  });
  const inFile = [...nodes].sort((a, b) => a.place - b.place).map((node) => node.input);
  return portableWorkflowSchema.parse({
    format: 'heddle.workflow/1',
    name: 'Random',
    nodes: inFile,
    edges,
    settings: { order },
  });
}
