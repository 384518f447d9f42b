/** Draws a case from a seed: graphs, runs, and what goes wrong. */
import fc from 'fast-check';
import type { OrderStrategy, PortableWorkflow, SavePolicy } from '@/core/contracts/portable-workflow';
import { createRandom, hashText } from '@/testing/engine/random-numbers';
import { randomGraph } from '@/testing/engine/random-graph';
import { PLACES, type Fault, type HintFate, type SimulatedWorkflow, type SimulationCase } from './case';

const ORDERS: readonly OrderStrategy[] = ['parallel', 'parallel', 'branches', 'levels'];
const SAVES: readonly SavePolicy[] = ['all', 'all', 'failures', 'none'];
const LEASE_MS = 6000;

/** The workflows that others may call, and that are told of failures. */
export const CALLED_ID = 'called';
export const ERROR_ID = 'told';

export function drawCase(seed: number): SimulationCase {
  const random = createRandom(hashText(`case ${seed}`));
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const upTo = (most: number): number => Math.floor(random() * (most + 1));

  const workflows: SimulatedWorkflow[] = [];
  for (let index = 0; index <= upTo(1); index++) workflows.push(drawWorkflow(seed * 10 + index, random));
  workflows.push(called(drawWorkflow(seed * 10 + 8, random, { maxNodes: 3, plain: true })));
  workflows.push(told(drawWorkflow(seed * 10 + 9, random, { maxNodes: 2, plain: true })));

  const runs = Array.from({ length: 1 + upTo(4) }, () => ({
    workflow: upTo(workflows.length - 3),
    atMs: random() < 0.6 ? upTo(20) : upTo(3000),
    twice: random() < 0.1,
  }));
  const workers = 1 + upTo(3);
  const faults = drawFaults({ random, upTo, workers, runs: runs.length });
  const hints: HintFate = pick([
    { lost: 0, doubled: 0, maxDelayMs: 2 },
    { lost: 0.3, doubled: 0.3, maxDelayMs: 400 },
    { lost: 1, doubled: 0, maxDelayMs: 0 },
    { lost: 0, doubled: 1, maxDelayMs: 3000 },
  ]);
  return {
    ...{ seed, workflows, runs, workers, hints, faults },
    leaseMs: LEASE_MS,
    maxActive: pick([1000, 1000, 2, 1]),
    resumes: pick([0, 0.5]),
    // A stream of its own: what else a seed draws stays as it was.
    calm: createRandom(hashText(`calm ${seed}`))() < 0.6,
    handed: [0, 0.5, 1][Math.floor(createRandom(hashText(`handed ${seed}`))() * 3)] ?? 0,
  };
}

function drawWorkflow(
  seed: number,
  random: () => number,
  options: { maxNodes?: number; plain?: true } = {},
): SimulatedWorkflow {
  const mayStop = options.plain ? false : random() < 0.5;
  const order = ORDERS[Math.floor(random() * ORDERS.length)] ?? 'parallel';
  const loops = options.plain ? false : random() < 0.6;
  const arbitrary = randomGraph({ order, mayStop, maxNodes: options.maxNodes ?? 8, loops });
  const [graph] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (!graph) throw new Error('no graph was drawn');
  const nodes = graph.nodes.map((node) => {
    const calls = !options.plain && node.type === 'step' && random() < 0.2;
    const { retry, inDoubt, timeoutMs: _own, ...settings } = node.settings;
    const delayMs = [10, 10, 400, 2500][Math.floor(random() * 4)] ?? 10;
    const timeoutMs = random() < 0.04 ? 1000 : null;
    return {
      ...node,
      type: calls ? 'call' : node.type,
      settings: {
        ...settings,
        ...(inDoubt ? { inDoubt } : {}),
        ...(timeoutMs === null ? {} : { timeoutMs }),
        ...(retry
          ? {
              retry: {
                ...retry,
                delayMs,
                backoff: random() < 0.5 ? ('fixed' as const) : ('exponential' as const),
              },
            }
          : {}),
      },
    };
  });
  const settings = {
    ...graph.settings,
    // A stream of its own, too.
    save: SAVES[Math.floor(createRandom(hashText(`save ${seed}`))() * SAVES.length)] ?? 'all',
    ...(!options.plain && random() < 0.3 ? { errorWorkflow: ERROR_ID } : {}),
    ...(!options.plain && random() < 0.05 ? { timeoutMs: 4000 } : {}),
  };
  return { graph: { ...graph, nodes, settings }, mayStop };
}

function called(workflow: SimulatedWorkflow): SimulatedWorkflow {
  return withTrigger(workflow, 'called');
}

function told(workflow: SimulatedWorkflow): SimulatedWorkflow {
  return withTrigger(workflow, 'told');
}

function withTrigger({ graph, mayStop }: SimulatedWorkflow, type: string): SimulatedWorkflow {
  const nodes: PortableWorkflow['nodes'] = graph.nodes
    .filter((node) => node.type !== 'trigger' || node.id === 't')
    .map((node) => (node.id === 't' ? { ...node, type } : node));
  const kept = new Set(nodes.map((node) => node.id));
  const edges = (graph.edges ?? []).filter((edge) => kept.has(edge.source) && kept.has(edge.target));
  return { graph: { ...graph, nodes, edges }, mayStop };
}

interface Drawing {
  random: () => number;
  upTo: (most: number) => number;
  workers: number;
  runs: number;
}

function drawFaults(drawing: Drawing): Fault[] {
  const { random, upTo } = drawing;
  const count = random() < 0.1 ? 0 : 1 + upTo(5);
  return Array.from({ length: count }, () => drawFault(drawing));
}

function drawFault({ random, upTo, workers, runs }: Drawing): Fault {
  const place = PLACES[upTo(PLACES.length - 1)] ?? 'claim';
  const side = random() < 0.5 ? ('before' as const) : ('after' as const);
  // What happens all the time strikes late as well as early.
  const often = place === 'beat' || place === 'steer' || place === 'reclaim';
  const at = { place, side, nth: 1 + upTo(often ? 20 : random() < 0.6 ? 2 : 9) };
  const atMs = upTo(random() < 0.5 ? 1000 : 12_000);
  const worker = upTo(workers - 1);
  const run = upTo(runs - 1);
  const dice = random();
  if (dice < 0.36) return { kind: 'crash', ...at };
  if (dice < 0.5) return { kind: 'freeze', ...at, forMs: drawPause({ random, upTo }) };
  if (dice < 0.6) return { kind: 'cut', ...at };
  if (dice < 0.66) return { kind: 'slow', ...at, byMs: upTo(9000) };
  if (dice < 0.68) return { kind: 'refuse', nth: 1 + upTo(8) };
  if (dice < 0.73) return { kind: 'away', atMs, forMs: upTo(10_000) };
  if (dice < 0.77) return { kind: 'clock', atMs, worker, byMs: (random() < 0.5 ? -1 : 1) * upTo(60_000) };
  if (dice < 0.81) return { kind: 'kill', atMs, worker };
  if (dice < 0.85) return { kind: 'stop', atMs, worker, forMs: drawPause({ random, upTo }) };
  if (dice < 0.9) return { kind: 'drain', atMs, worker, graceMs: upTo(2000) };
  if (dice < 0.94) return { kind: 'pause', atMs: upTo(3000), run, forMs: upTo(8000) };
  return { kind: 'cancel', atMs: upTo(3000), run };
}

/** Shorter than a lease, about as long, or long past it. */
function drawPause({ random, upTo }: Pick<Drawing, 'random' | 'upTo'>): number {
  const dice = random();
  return dice < 0.3 ? upTo(3000) : dice < 0.6 ? 5000 + upTo(3000) : 8000 + upTo(12_000);
}
