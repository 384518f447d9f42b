/** What long loops and cycles cost: steps of the fold's look-ups are counted, so no clock decides. */
import { describe, expect, it } from 'vitest';
import { engineCatalog } from '@/testing/engine/catalog';
import { drawGraph } from '@/testing/engine/draw-graph';
import { iterating, outputsOf, succeeded } from '@/testing/engine/transcript';
import { compilePlan } from './compile-plan';
import { decide } from './decide';
import { applyFact, createRunState } from './state';
import type { RunState } from './types';

/** A map that counts what is asked of it. */
class CountingMap<K, V> extends Map<K, V> {
  constructor(private readonly tally: { operations: number }) {
    super();
  }
  override get(key: K): V | undefined {
    this.tally.operations++;
    return super.get(key);
  }
  override has(key: K): boolean {
    this.tally.operations++;
    return super.has(key);
  }
  override set(key: K, value: V): this {
    if (this.tally) this.tally.operations++;
    return super.set(key, value);
  }
  override delete(key: K): boolean {
    this.tally.operations++;
    return super.delete(key);
  }
  override *values(): MapIterator<V> {
    for (const value of super.values()) {
      this.tally.operations++;
      yield value;
    }
  }
  override *[Symbol.iterator](): MapIterator<[K, V]> {
    for (const entry of super.entries()) {
      this.tally.operations++;
      yield entry;
    }
  }
}

function countedState(plan: ReturnType<typeof compilePlan>, tally: { operations: number }): RunState {
  const state = createRunState(plan);
  state.steps = new CountingMap(tally);
  const { scheduling } = state;
  scheduling.instances = new CountingMap(tally);
  scheduling.groups = new CountingMap(tally);
  scheduling.byScope = new CountingMap(tally);
  scheduling.entered = new CountingMap(tally);
  scheduling.root.counters = new CountingMap(tally);
  return state;
}

//   t ─► c ──────────────────────► j.b
//   t ─► L.item ─► if ─true─► a ─► j.a ─► L.next, j ─► leak ◄ t
//                     └false─► (nothing)
const graph = drawGraph(
  ['t -> L', 't -> c', 'L.item -> if', 'if.true -> a', 'a -> j.a', 'c -> j.b', 'j -> L.next', 'j -> leak', 't -> leak', 'L.done -> z'],
  { nodes: { L: 'map', if: 'split', j: 'join' } },
); // prettier-ignore

/** Plays a loop with so many iterations; what it cost, and the most that was kept for what may still arrive. */
function playLoop(iterations: number, order: 'parallel' | 'branches' | 'levels') {
  const plan = compilePlan({ ...graph, settings: { ...graph.settings, order } }, engineCatalog);
  const tally = { operations: 0 };
  const state = countedState(plan, tally);
  let at = 0;
  let kept = 0;
  applyFact(plan, state, {
    kind: 'run-started',
    at,
    trigger: 't',
    outputs: outputsOf({ main: 1 }),
    seed: 's',
  });
  const sizes = Array.from({ length: iterations }, () => 1);
  for (;;) {
    const [first] = decide(plan, state);
    if (first?.kind !== 'start-step') break;
    const step = first.step;
    const outputs: Record<string, number> = step.startsWith('if') ? { true: at % 2 } : { main: 1 };
    const fact = step === 'L' ? iterating('L', sizes, { concurrency: 3 }) : succeeded(step, outputs);
    applyFact(plan, state, fact(state, ++at, plan));
    kept = Math.max(kept, state.scheduling.instances.size + state.scheduling.groups.size);
  }
  return { state, operations: tally.operations, kept };
}

describe.each(['parallel', 'branches', 'levels'] as const)('a long loop with the order %s', (order) => {
  it('costs as much for each iteration, however many there are, and keeps no more', () => {
    const [short, long] = [playLoop(200, order), playLoop(800, order)];
    expect([...short.state.steps.values()].filter((step) => step.nodeId === 'j')).toHaveLength(200);
    expect(long.state.queued.size + long.state.waiting.size + long.state.scheduling.open).toBe(0);
    expect(long.operations / short.operations).toBeLessThan(4.4);
    expect(long.kept).toBe(short.kept);
    expect(long.kept).toBeLessThan(20);
    expect(long.state.scheduling.instances.size).toBe(0);
  });
});

//   t ─► a ─► b ─false─► a     b ─true─► j.a ◄─ t at j.b
const cycle = drawGraph(['t -> a', 'a -> b', 'b.false -> a max 100000', 'b.true -> j.a', 't -> j.b'], {
  nodes: { b: 'split', j: 'join' },
});

/** Plays a cycle with so many passes; what it cost, and the most that was kept for what may still arrive. */
function playCycle(passes: number, order: 'parallel' | 'branches' | 'levels') {
  const plan = compilePlan({ ...cycle, settings: { ...cycle.settings, order } }, engineCatalog);
  const tally = { operations: 0 };
  const state = countedState(plan, tally);
  let at = 0;
  let kept = 0;
  const outputs = outputsOf({ main: 1 });
  applyFact(plan, state, { kind: 'run-started', at, trigger: 't', outputs, seed: 's' });
  for (;;) {
    const [first] = decide(plan, state);
    if (first?.kind !== 'start-step') break;
    const isLast = first.step === `b@a~:${passes - 1}`;
    const fact = succeeded(first.step, first.nodeId === 'b' ? { [String(isLast)]: 1 } : { main: 1 });
    applyFact(plan, state, fact(state, ++at, plan));
    kept = Math.max(kept, state.scheduling.instances.size + state.scheduling.groups.size);
  }
  return { state, operations: tally.operations, kept };
}

describe.each(['parallel', 'branches', 'levels'] as const)('a long cycle with the order %s', (order) => {
  it('costs as much for each pass, however many there are, and keeps no more', () => {
    const [short, long] = [playCycle(200, order), playCycle(800, order)];
    expect([...long.state.steps.values()].filter((step) => step.nodeId === 'a')).toHaveLength(800);
    expect(long.state.steps.get('j@a~:799')?.status).toBe('succeeded');
    expect(long.state.queued.size + long.state.waiting.size + long.state.scheduling.open).toBe(0);
    expect(long.operations / short.operations).toBeLessThan(4.4);
    expect(long.kept).toBe(short.kept);
    expect(long.kept).toBeLessThan(10);
  });
});
