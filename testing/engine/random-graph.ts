/**
 * Random graphs for the engine's promises: branches, joins, several edges into one port, disabled and pinned nodes,
 * loops within loops, what leaves and enters them, cycles with limits, every way of handling errors, two triggers, files
 * whose order is not the plan's.
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
  loop: ['main'],
  map: ['main'],
};
const outputPorts: Record<string, readonly string[]> = {
  split: ['true', 'false'],
  loop: ['item', 'done'],
  map: ['item', 'done'],
};
/** More would have too many steps to play. */
const MAX_LOOPS = 3;

export interface GraphOptions {
  order: OrderStrategy;
  /** Whether a failure may end the run. */
  mayStop: boolean;
  maxNodes?: number;
  /** Default true. */
  loops?: boolean;
  /** Default true. Where no failure may end the run, the limits are too wide to be reached. */
  cycles?: boolean;
}

export function randomGraph(options: GraphOptions): fc.Arbitrary<Graph> {
  const node = fc.record({
    type: fc.constantFrom(
      ...(['step', 'step', 'write', 'split', 'split', 'join', 'join', 'join3', 'trigger'] as const),
      ...(options.loops === false ? [] : (['loop', 'loop', 'map'] as const)),
    ),
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
    stays: fc.nat(9).map((value) => value < 7),
    next: fc.nat(9),
    outside: fc.nat(9).map((value) => value < 3),
    back: fc.nat(2).map((value) => value > 0),
    backTo: fc.nat(50),
    most: fc.integer({ min: 1, max: 3 }),
    pinned: fc.nat(6).map((value) => (value < 3 ? value : null)),
  });
  return fc
    .array(node, { minLength: 1, maxLength: options.maxNodes ?? 10 })
    .map((drawn) => toGraph(drawn as DrawnNode[], options));
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
  /** Continues the body of the loop drawn last. */
  stays: boolean;
  /** 0 to 4: leads back to a loop; to any one with 0, else to one that it comes from. */
  next: number;
  /** A join's second port gets what the trigger gave. */
  outside: boolean;
  /** A `split` leads back from its port `false`, where it can. */
  back: boolean;
  backTo: number;
  /** How often at most. */
  most: number;
  pinned: number | null;
}

interface MadeNode {
  input: NodeInput;
  ports: readonly string[];
  place: number;
  /** Loops whose `item` port leads here. */
  within: ReadonlySet<string>;
  /** Nodes that lead here, itself included. */
  behind: ReadonlySet<string>;
}

const WIDE = 200;

function toGraph(drawn: readonly DrawnNode[], options: GraphOptions): Graph {
  const nodes: MadeNode[] = [
    {
      input: { id: 't', type: 'trigger', name: 't', position: { x: 0, y: 0 } },
      ports: ['main'],
      place: 0,
      within: new Set(),
      behind: new Set(['t']),
    },
  ];
  const edges: EdgeInput[] = [];
  const loops: string[] = [];
  const pinned: Record<string, { json: { pinned: number } }[]> = {};
  drawn.forEach((raw, index) => {
    const id = `n${index + 1}`;
    const isLoop = raw.type === 'loop' || raw.type === 'map';
    const draft = isLoop && loops.length >= MAX_LOOPS ? { ...raw, type: 'step' } : raw;
    const within = new Set<string>();
    const behind = new Set([id]);
    for (const [at, port] of (inputPorts[draft.type] ?? []).entries()) {
      const sources = draft.sources[at] ?? [];
      const chained = at === 0 && (sources.length === 0 || (draft.stays && loops.length > 0));
      const straight = at === 1 && draft.outside ? [{ from: 0, port: 0 }] : sources;
      const list = chained ? [{ from: index, port: 0 }] : straight;
      for (const { from, port: wanted } of list) {
        const source = nodes[from % nodes.length];
        const sourcePort = source?.ports[wanted % source.ports.length];
        if (!source || sourcePort === undefined) continue;
        for (const loop of source.within) within.add(loop);
        for (const node of source.behind) behind.add(node);
        if (sourcePort === 'item') within.add(source.input.id);
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
    const own = [...within];
    const back = draft.next === 0 ? loops[draft.place % loops.length] : own[draft.place % own.length];
    if (draft.next < 5 && back !== undefined && draft.type !== 'trigger') {
      edges.push({
        id: `e${edges.length}`,
        source: id,
        sourcePort: ports.at(-1) ?? '',
        target: back,
        targetPort: 'next',
      });
    }
    if (options.cycles !== false && draft.back && ports.includes('false')) {
      const to = [...nodes, { input: { id, type: draft.type }, behind }].filter(
        ({ input }) => behind.has(input.id) && input.type !== 'trigger',
      );
      const { input } = to[draft.backTo % to.length] ?? {};
      const into = inputPorts[input?.type ?? ''] ?? [];
      const targetPort = into[draft.place % into.length];
      if (input && targetPort !== undefined) {
        const maxIterations = options.mayStop ? draft.most : WIDE;
        const ends = { source: id, sourcePort: 'false', target: input.id, targetPort };
        edges.push({ id: `e${edges.length}`, ...ends, maxIterations });
      }
    }
    if (ports.includes('item')) loops.push(id);
    if (draft.pinned !== null) {
      pinned[id] = Array.from({ length: draft.pinned }, (_, item) => ({ json: { pinned: item } }));
    }
    nodes.push({
      within,
      behind,
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
    settings: { order: options.order },
    pinned,
  });
}
