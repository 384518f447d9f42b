import { describe, expect, it } from 'vitest';
import type { Fault, SimulationCase } from './case';
import { drawCase } from './draw-case';
import { playCase } from './play-case';
import { shrinkCase } from './shrink';

/** With it the first step of `aCase` waits for somebody, and with the other it writes at once. */
const WAITS = 4;
const WRITES = 4;

/** One worker or more, one workflow of these nodes in a row, everything else calm. */
function aCase(
  nodes: readonly string[],
  faults: readonly Fault[],
  more: Partial<SimulationCase> = {},
): SimulationCase {
  const graph = {
    format: 'heddle.workflow/1' as const,
    name: 'Drawn',
    nodes: ['t', ...nodes].map((type, index) => ({
      id: index === 0 ? 't' : `n${index}`,
      type: index === 0 ? 'trigger' : type,
      name: `n${index}`,
      position: { x: index, y: 0 },
      ...(type === 'write' ? { settings: { inDoubt: 'ask' as const } } : {}),
    })),
    edges: nodes.map((_, index) => ({
      id: `e${index}`,
      source: index === 0 ? 't' : `n${index}`,
      sourcePort: 'main',
      target: `n${index + 1}`,
      targetPort: 'main',
    })),
  };
  const lone = (type: string) => ({
    mayStop: false,
    graph: { ...graph, nodes: [{ id: 't', type, name: 't', position: { x: 0, y: 0 } }], edges: [] },
  });
  return {
    seed: 7,
    workflows: [{ graph, mayStop: true }, lone('called'), lone('told')],
    runs: [{ workflow: 0, atMs: 0, twice: false }],
    workers: 2,
    leaseMs: 6000,
    hints: { lost: 0, doubled: 0, maxDelayMs: 2 },
    handed: 0,
    calm: false,
    maxActive: 1000,
    resumes: 0,
    faults: [...faults],
    ...more,
  };
}

describe('the simulator', () => {
  it('does the same for the same seed, line by line', async () => {
    for (const seed of [11, 12, 13, 14]) {
      const first = await playCase(drawCase(seed), { trace: true });
      const second = await playCase(drawCase(seed), { trace: true });
      expect(first.trace.length).toBeGreaterThan(5);
      expect(second.trace).toEqual(first.trace);
    }
  });

  it('does something else for another seed', async () => {
    const [first, second] = await Promise.all(
      [drawCase(1), drawCase(2)].map((one) => playCase(one, { trace: true })),
    );
    expect(first?.trace).not.toEqual(second?.trace);
  });

  it('strikes where the case says', async () => {
    const played = await playCase(
      aCase(['write'], [{ kind: 'crash', place: 'intent', side: 'after', nth: 1 }], { seed: WRITES }),
      {
        trace: true,
      },
    );
    expect(played.violations).toEqual([]);
    expect(played.trace.some((line) => line.includes('dies: at after intent'))).toBe(true);
    expect(played.trace.some((line) => line.includes('step-doubted n1'))).toBe(true);
  });

  it('makes a failing case small', async () => {
    const big = drawCase(20);
    const wanted: Fault = { kind: 'kill', atMs: 100, worker: 0 };
    const given = { ...big, faults: [...big.faults, wanted] };
    const small = await shrinkCase(given, (one) => Promise.resolve(one.faults.includes(wanted)));
    expect(small.faults).toEqual([wanted]);
    expect(small.runs).toHaveLength(1);
    expect(small.workers).toBe(1);
    expect(small.workflows[0]?.graph.nodes).toHaveLength(1);
  });
});

/** What it found once: wrong without what was mended then. */
describe('found by the simulator', () => {
  const cutAt = (place: 'claim' | 'load-waits' | 'facts'): Fault => ({
    kind: 'cut',
    place,
    side: 'after',
    nth: 1,
  });
  const found: [string, SimulationCase][] = [
    ['the answer to a claim gets lost', aCase(['step'], [cutAt('claim')])],
    ['the waits of a claimed run cannot be read', aCase(['step'], [cutAt('load-waits')], { seed: WAITS })],
    [
      'the store will not have the facts of a run',
      aCase(['step'], [{ kind: 'refuse', nth: 2 }], { seed: WAITS }),
    ],
    [
      'the answer to a flush gets lost, and the store will not have it again',
      aCase(['step', 'step'], [cutAt('facts'), { kind: 'refuse', nth: 3 }], { seed: WAITS, workers: 1 }),
    ],
    [
      'a worker has a slow clock',
      aCase(['step'], [{ kind: 'clock', atMs: 0, worker: 0, byMs: -60_000 }], { seed: WAITS, workers: 1 }),
    ],
  ];
  it.each(found)('%s', async (_what, given) => {
    const played = await playCase(given, { trace: true });
    expect(played.violations).toEqual([]);
    expect(played.runs).toBe(1);
  });
});
