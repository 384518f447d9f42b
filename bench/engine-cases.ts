/** What the engine costs: compiling a plan, and folding facts and deciding, for a chain, a loop and a cycle. */
import { compilePlan } from '@/core/engine/compile-plan';
import { decide } from '@/core/engine/decide';
import { applyFact, createRunState } from '@/core/engine/state';
import type { Command, Fact, Plan } from '@/core/engine/types';
import { parsePortableWorkflow } from '@/core/graph/parse-graph';
import type { Graph } from '@/core/graph/graph';
import { createCatalog } from '@/core/node-kit/definition';
import { definitions } from '@/nodes/definitions.generated';

const STEPS = 1_000;
/** The longer one shows whether the cost for each step grows with their number. */
const LONGER = 4;
/** As many as a map may have. */
const MOST_AT_ONCE = 50;
const ROUNDS = 7;
const catalog = createCatalog(definitions);
const one = { main: { count: 1, items: [{ json: {} }] } };

/**
 * Milliseconds to compile a chain of 1,000 nodes; microseconds for each step of a chain, of a loop over 1,000 items one
 * after another and fifty at once, and of a cycle of 1,000 passes; each also as a part of the chain's, and how the cost for
 * each step grows when there are four times as many.
 */
export function engine(): Record<string, number> {
  const graph = chain(STEPS);
  const compileMs = median(
    Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      compilePlan(graph, catalog);
      return performance.now() - began;
    }),
  );
  const chainUs = perStep(() => ({ plan: compilePlan(graph, catalog), count: STEPS }));
  const figures: Record<string, number> = { steps: STEPS, compileMs, chainUs };
  for (const [name, make] of Object.entries({ loop: loopOver('loop'), map: loopOver('map'), cycle })) {
    const us = perStep(() => make(STEPS));
    figures[`${name}Us`] = us;
    figures[`${name}OfChain`] = rounded(us / chainUs);
    figures[`${name}Growth`] = rounded(perStep(() => make(STEPS * LONGER)) / us);
  }
  return figures;
}

interface Case {
  plan: Plan;
  count: number;
}

/** Microseconds for each step: the median of several plays. */
function perStep(make: () => Case): number {
  const played = make();
  return median(
    Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      const steps = play(played);
      return ((performance.now() - began) * 1_000) / steps;
    }),
  );
}

/** Plays a run as a worker would: after each fact it is decided what is to be done. How many steps there were. */
function play({ plan, count }: Case): number {
  const state = createRunState(plan);
  const started: Fact = { kind: 'run-started', at: 0, trigger: 't', outputs: one, seed: 's' };
  applyFact(plan, state, started);
  for (let at = 1; ; at++) {
    const command = decide(plan, state).find((next) => next.kind === 'start-step');
    if (!command) break;
    applyFact(plan, state, endOf(plan, command, { at, count }));
  }
  if (state.waiting.size > 0 || state.scheduling.open > 0) throw new Error('the run does not end');
  return state.steps.size;
}

function endOf(
  plan: Plan,
  { step, nodeId, path, attempt }: Extract<Command, { kind: 'start-step' }>,
  { at, count }: { at: number; count: number },
): Fact {
  const call = { step, attempt, at, startedAt: at };
  const node = plan.nodes.get(nodeId);
  if (node?.isLoop) {
    const items = { count, items: Array.from({ length: count }, () => ({ json: {} })) };
    const sizes = Array.from({ length: count }, () => 1);
    const concurrency = node.type === 'map' ? MOST_AT_ONCE : 1;
    return { kind: 'step-iterating', ...call, items, sizes, concurrency, onItemError: 'stop' };
  }
  if (node?.type !== 'if') return { kind: 'step-succeeded', ...call, outputs: one };
  const pass = Number(path.at(-1)?.split(':')[1]);
  const port = pass < count ? 'false' : 'true';
  return { kind: 'step-succeeded', ...call, outputs: { [port]: one.main } };
}

//   t ─► n1 ─► n2 ─► …
function chain(count: number): Graph {
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  return draw(names.map((name, index) => [index === 0 ? 't.main' : `n${index - 1}.main`, `${name}.main`]));
}

//   t ─► L.item ─► a ─► L.next
function loopOver(type: 'loop' | 'map'): (count: number) => Case {
  const graph = draw([['t.main', 'L.main'], ['L.item', 'a.main'], ['a.main', 'L.next']], { L: type }); // prettier-ignore
  return (count) => ({ plan: compilePlan(graph, catalog), count });
}

//   t ─► a ─► if ─false─► a    if ─true─► z
function cycle(count: number): Case {
  const graph = draw(
    [['t.main', 'a.main'], ['a.main', 'b.main'], ['b.false', 'a.main', count], ['b.true', 'z.main']],
    { b: 'if' },
  ); // prettier-ignore
  return { plan: compilePlan(graph, catalog), count };
}

type Arrow = readonly [from: string, to: string, maxIterations?: number];

function draw(arrows: readonly Arrow[], types: Record<string, string> = {}): Graph {
  const ends = arrows.map(([from, to, maxIterations]) => {
    const [source = '', sourcePort] = from.split('.');
    const [target = '', targetPort] = to.split('.');
    return { source, sourcePort, target, targetPort, ...(maxIterations ? { maxIterations } : {}) };
  });
  const ids = [...new Set(ends.flatMap(({ source, target }) => [source, target]))];
  const nodes = ids.map((id, x) => ({
    ...{ id, name: id, typeVersion: 1, position: { x, y: 0 }, parameters: {} },
    type: types[id] ?? (id === 't' ? 'manual-trigger' : 'no-op'),
  }));
  const edges = ends.map((edge, index) => ({ id: `e${index}`, ...edge }));
  const { graph } = parsePortableWorkflow({ format: 'heddle.workflow/1', name: 'Bench', nodes, edges });
  if (!graph) throw new Error('the workflow does not parse');
  return graph;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
