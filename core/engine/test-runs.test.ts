/** Runs of the editor: pinned data stands in for steps, and one node alone may be wanted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph } from '@/core/graph/graph';
import { engineCatalog } from '@/testing/engine/catalog';
import { drawGraph } from '@/testing/engine/draw-graph';
import { expectedSteps } from '@/testing/engine/expected-steps';
import { playRun } from '@/testing/engine/play-run';
import { randomGraph } from '@/testing/engine/random-graph';
import { failed, finish, given, iterating, start, succeeded } from '@/testing/engine/transcript';
import { randomCases } from '@/testing/random-cases';
import { compilePlan } from './compile-plan';

function pin(graph: Graph, pinned: Record<string, number>): Graph {
  const items = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { pinned: index } }));
  return {
    ...graph,
    pinned: Object.fromEntries(Object.entries(pinned).map(([id, count]) => [id, items(count)])),
  };
}

describe('pinned data', () => {
  const graph = pin(drawGraph(['t -> a', 'a -> b']), { a: 2 });

  it('stands in for the step, made of its input item by item', () => {
    const run = given(graph).started({ main: 2 }, { pinned: true }).expect(start('b'));
    expect(run.state.steps.get('b')?.inputs['main']?.data).toEqual({
      count: 2,
      items: [
        { json: { pinned: 0 }, from: [{ port: 'main', index: 0 }] },
        { json: { pinned: 1 }, from: [{ port: 'main', index: 1 }] },
      ],
    });
  });

  it('comes from nowhere known where there are more or fewer items', () => {
    const run = given(graph).started({ main: 3 }, { pinned: true });
    expect(run.state.steps.get('a')?.outputs?.['main']).toEqual({
      count: 2,
      items: [{ json: { pinned: 0 } }, { json: { pinned: 1 } }],
    });
  });

  it('counts only where the run says so, and never for a trigger', () => {
    given(graph).started({ main: 2 }).expect(start('a'));
    const trigger = pin(drawGraph(['t -> a']), { t: 5 });
    const run = given(trigger).started({ main: 1 }, { pinned: true });
    expect(run.state.steps.get('a')?.inputs['main']?.data.count).toBe(1);
  });

  it('makes the port dead when it is empty, and does not bring a skipped node to life', () => {
    given(pin(drawGraph(['t -> a', 'a -> b', 'b -> c']), { a: 0, c: 1 }))
      .started({ main: 1 }, { pinned: true })
      .expectSteps({ t: 'succeeded', a: 'succeeded', b: 'skipped', c: 'skipped' });
  });

  it('of a join waits for its inputs; of a loop goes on by done, once in each iteration of the one around it', () => {
    const join = drawGraph(['t -> a', 't -> j.a', 'a -> j.b', 'j -> z'], { nodes: { j: 'join' } });
    given(pin(join, { j: 1 }))
      .started({ main: 1 }, { pinned: true })
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('z'));
    const loops = drawGraph(
      ['t -> L', 'L.item -> M', 'M.item -> a', 'a -> M.next', 'M.done -> L.next', 'L.done -> z'],
      { nodes: { L: 'loop', M: 'loop' } },
    );
    given(pin(loops, { M: 2 }))
      .started({ main: 1 }, { pinned: true })
      .when(iterating('L', [1, 1]))
      .expectSteps({
        t: 'succeeded', L: 'succeeded', 'M@L:0': 'succeeded', 'a@L:0': 'skipped', 'M@L:1': 'succeeded',
        'a@L:1': 'skipped', z: 'queued',
      }); // prettier-ignore
  });
});

describe('a run until one node', () => {
  //     ┌► a ─► b ─► c
  // t ──┤
  //     └► d ─► e
  const graph = drawGraph(['t -> a', 'a -> b', 'b -> c', 't -> d', 'd -> e']);

  it('runs what leads to it and nothing else, and gives its output', () => {
    given(graph)
      .started({ main: 1 }, { until: 'b' })
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(finish('succeeded', 'b'))
      .expectSteps({ t: 'succeeded', a: 'succeeded', b: 'succeeded' });
  });

  it('gives no output when the node did not succeed', () => {
    given(graph)
      .started({ main: 1 }, { until: 'b' })
      .when(succeeded('a', { main: 0 }))
      .expect(finish('succeeded'))
      .expectSteps({ t: 'succeeded', a: 'succeeded', b: 'skipped' });
    given(graph)
      .started({ main: 1 }, { until: 'b' })
      .when(failed('a', { retryable: false }))
      .expect('abort', finish('failed', 'a'));
  });

  const loop = drawGraph(
    ['t -> L', 'L.item -> a', 'a -> b', 'b -> L.next', 'L.item -> x', 'L.done -> z', 'z -> y'],
    {
      nodes: { L: 'loop' },
    },
  );

  it('runs the whole body of a loop whose result leads to it', () => {
    given(loop)
      .started({ main: 1 }, { until: 'z' })
      .when(iterating('L', [1]), succeeded('a@L:0'), succeeded('b@L:0'))
      .expect(start('z'))
      .expectSteps({
        t: 'succeeded',
        L: 'succeeded',
        'a@L:0': 'succeeded',
        'b@L:0': 'succeeded',
        z: 'queued',
      });
    given(loop)
      .started({ main: 1 }, { until: 'L' })
      .when(iterating('L', [1]), succeeded('a@L:0'), succeeded('b@L:0'))
      .expect(finish('succeeded', 'L'));
  });

  it('stops in the body where the node lies there, in every iteration', () => {
    given(loop)
      .started({ main: 1 }, { until: 'a' })
      .when(iterating('L', [1, 1]), succeeded('a@L:0'), succeeded('a@L:1'))
      .expect(finish('succeeded', 'a@L:1'))
      .expectSteps({ t: 'succeeded', L: 'succeeded', 'a@L:0': 'succeeded', 'a@L:1': 'succeeded' });
  });

  it('ends, whatever the graph, with the steps of the activation rules', () => {
    const cases = fc.record({
      graph: randomGraph({ order: 'parallel', mayStop: false }),
      until: fc.nat(9),
      world: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(cases, ({ graph: drawn, until, world }) => {
        const plan = compilePlan(drawn, engineCatalog);
        const node = drawn.nodes[until % drawn.nodes.length]?.id ?? 't';
        const { state } = playRun({ plan, world, schedule: world, start: { pinned: true, until: node } });
        const ran = [...state.steps.values()].filter(
          (step) => step.status !== 'skipped' && step.nodeId !== 't',
        );
        expect(new Set(ran.map((step) => step.key))).toEqual(new Set(expectedSteps(plan, state).keys()));
        if (state.finished?.output) expect(state.steps.get(state.finished.output.step)?.nodeId).toBe(node);
      }),
      { numRuns: randomCases(300) },
    );
  });
});
