/** Cycles whose back edge says how often at most: what goes round, what waits, and what passing the limit does. */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import type { DrawnNode } from '@/testing/engine/draw-graph';
import {
  cancelRequested, failed, finish, finished, given, iterating, resumed, start, succeeded,
} from '@/testing/engine/transcript'; // prettier-ignore
import { applyFact } from './state';
import type { StepKey } from './types';

const final = { retryable: false };

//        ┌────again─────┐ at most 2 times
//   t ─► a ─► b ─done─► c
function polling(
  more: { order?: 'branches' | 'levels'; max?: number; nodes?: Record<string, string | DrawnNode> } = {},
) {
  return drawGraph(['t -> a', 'a -> b', `b.false -> a max ${more.max ?? 2}`, 'b.true -> c'], {
    nodes: { b: 'split', ...more.nodes },
    ...(more.order ? { order: more.order } : {}),
  });
}

function keysOf(nodeId: string, run: ReturnType<typeof given>): StepKey[] {
  return [...run.state.steps.values()].filter((step) => step.nodeId === nodeId).map((step) => step.key);
}

describe('a cycle', () => {
  it('runs its nodes once for each pass, and what follows it where it is left', () => {
    const run = given(polling())
      .started()
      .expect(start('a@a~:0'))
      .when(succeeded('a@a~:0'))
      .expect(start('b@a~:0'))
      .when(succeeded('b@a~:0', { false: 2 }))
      .expect(start('a@a~:1'))
      .when(succeeded('a@a~:1'), succeeded('b@a~:1', { true: 1 }))
      .expect(start('c@a~:1'))
      .when(succeeded('c@a~:1'))
      .expect(finish('succeeded', 'c@a~:1'))
      .expectSteps({
        t: 'succeeded',
        'a@a~:0': 'succeeded',
        'b@a~:0': 'succeeded',
        'a@a~:1': 'succeeded',
        'b@a~:1': 'succeeded',
        'c@a~:1': 'succeeded',
      });
    expect(run.state.steps.get('a@a~:1')?.inputs).toEqual({
      main: {
        edge: 'e3',
        from: 'b@a~:0',
        port: 'false',
        data: expect.objectContaining({ count: 2 }) as unknown,
      },
    });
    const { cycles, instances, open } = run.state.scheduling;
    expect([cycles.size, instances.size, open]).toEqual([0, 0, 0]);
  });

  it('that is left by no pass skips what follows it, once', () => {
    given(polling())
      .started()
      .when(
        succeeded('a@a~:0'),
        succeeded('b@a~:0', { false: 1 }),
        succeeded('a@a~:1'),
        succeeded('b@a~:1', {}),
      )
      .expect(finish('succeeded'))
      .expectSteps({
        t: 'succeeded',
        'a@a~:0': 'succeeded',
        'b@a~:0': 'succeeded',
        'a@a~:1': 'succeeded',
        'b@a~:1': 'succeeded',
        c: 'skipped',
      });
  });

  it('may be one node, whose last pass gives the output of the run', () => {
    //   t ─► a ◄─┐ a leads to itself
    given(drawGraph(['t -> a', 'a.main -> a max 3']))
      .started()
      .when(succeeded('a@a~:0'), succeeded('a@a~:1'))
      .expect(start('a@a~:2'))
      .when(succeeded('a@a~:2', {}))
      .expect(finish('succeeded', 'a@a~:2'));
  });

  it('does not wait for what a pass only hands on', () => {
    //   t ─► a ─► b ─again─► a      b ─false─► slow, in each pass
    const graph = drawGraph(['t -> a', 'a -> b', 'b.false -> a max 5', 'b.false -> slow', 'slow -> later'], {
      nodes: { b: 'split' },
    });
    given(graph)
      .started()
      .when(succeeded('a@a~:0'), succeeded('b@a~:0', { false: 1 }), succeeded('a@a~:1'))
      .expect(start('b@a~:1'), start('slow@a~:0'))
      .when(succeeded('b@a~:1', {}), succeeded('slow@a~:0'), succeeded('later@a~:0'))
      .expect(finish('succeeded', 'later@a~:0'));
  });

  it('begins the next passes when nothing of these can lead back any more, numbered by path and never by speed', () => {
    //   t ─► a ─► p ─► a    a ─► q ─► a
    const graph = drawGraph(['t -> a', 'a -> p', 'a -> q', 'p -> a max 5', 'q -> a max 5']);
    for (const order of [
      ['p', 'q'],
      ['q', 'p'],
    ] as const) {
      const run = given(graph).started().when(succeeded('a@a~:0'));
      const [first, second] = order;
      run.when(succeeded(`${first}@a~:0`)).expect(start(`${second}@a~:0`));
      run.when(succeeded(`${second}@a~:0`)).expect(start('a@a~:1'), start('a@a~:2'));
      expect(run.state.steps.get('a@a~:1')?.inputs['main']?.from).toBe('p@a~:0');
      expect(run.state.steps.get('a@a~:2')?.inputs['main']?.from).toBe('q@a~:0');
    }
  });

  it('is entered anew by each delivery that leads into it, each with its own count', () => {
    //   t ─► x ─┬─► a ─► a
    //   t ─► y ─┘
    const run = given(drawGraph(['t -> x', 't -> y', 'x -> a', 'y -> a', 'a -> a max 1']))
      .started()
      .when(succeeded('x'), succeeded('y'))
      .expect(start('a@e3/a~:0'), start('a@e4/a~:0'))
      .when(succeeded('a@e3/a~:0'), succeeded('a@e4/a~:0'))
      .expect(start('a@e3/a~:1'), start('a@e4/a~:1'))
      .when(succeeded('a@e3/a~:1', {}), succeeded('a@e4/a~:1', {}), finished());
    expect(run.state.finished?.status).toBe('succeeded');
  });

  it('leads through disabled nodes, and back over an error port', () => {
    //   t ─► a ─► w ─error─► a
    const nodes = {
      a: { settings: { disabled: true } },
      w: { settings: { onError: 'error-port' as const } },
    };
    given(drawGraph(['t -> a', 'a -> w', 'w.error -> a max 2', 'w -> z'], { nodes }))
      .started()
      .expect(start('w@a~:0'))
      .when(failed('w@a~:0', final))
      .expect(start('w@a~:1'))
      .when(succeeded('w@a~:1'))
      .expect(start('z@a~:1'));
  });
});

describe('a join', () => {
  it('on a cycle gets what comes from outside again in each pass', () => {
    //   t ─► a ─► j.a ─► b ─again─► a
    //   t ─► k ─► j.b
    const graph = drawGraph(['t -> a', 't -> k', 'a -> j.a', 'k -> j.b', 'j -> b', 'b.false -> a max 5'], {
      nodes: { j: 'join', b: 'split' },
    });
    const run = given(graph)
      .started()
      .when(succeeded('a@a~:0'))
      .expect(start('k'))
      .when(succeeded('k'))
      .expect(start('j@a~:0'))
      .when(succeeded('j@a~:0'), succeeded('b@a~:0', { false: 1 }), succeeded('a@a~:1'))
      .expect(start('j@a~:1'));
    expect(Object.keys(run.state.steps.get('j@a~:1')?.inputs ?? {})).toEqual(['a', 'b']);
  });

  it('on a cycle does not run in a later pass for what comes from outside alone', () => {
    //   t ─► s ─true─► j.a ─► s     s ─false─► end
    //   t ─────────► j.b
    const graph = drawGraph(['t -> s', 't -> j.b', 's.true -> j.a', 'j -> s max 5', 's.false -> end'], {
      nodes: { s: 'split', j: 'join' },
    });
    const run = given(graph)
      .started()
      .when(succeeded('s@s~:0', { true: 1 }), succeeded('j@s~:0'), succeeded('s@s~:1', { false: 1 }))
      .expect(start('end@s~:1'))
      .when(succeeded('end@s~:1'), finished());
    expect(keysOf('j', run)).toEqual(['j@s~:0']);
    // In the first pass it does: nothing that was delivered is lost.
    given(graph)
      .started()
      .when(succeeded('s@s~:0', { false: 1 }))
      .expect(start('j@s~:0'), start('end@s~:0'));
  });

  it('waits for its pass when what comes from outside ends in the moment that the cycle is entered', () => {
    //   t ─► n ─► e.a     n ─error─► j.a        n fails: e.a is dead, so the cycle is entered by what t gave
    //   t ──────► e.b     e ───────► j.b ─► s ─false─► e.a
    const graph = drawGraph(
      ['t -> n', 'n -> e.a', 't -> e.b', 'n.error -> j.a', 'e -> j.b', 'j -> s', 's.false -> e.a max 5'],
      { nodes: { n: { settings: { onError: 'error-port' as const } }, e: 'join', j: 'join', s: 'split' } },
    );
    const run = given(graph)
      .started()
      .when(failed('n', final))
      .expect(start('e@e~:0'))
      .when(succeeded('e@e~:0'))
      .expect(start('j@e~:0'));
    expect(Object.keys(run.state.steps.get('j@e~:0')?.inputs ?? {})).toEqual(['a', 'b']);
  });

  it('that no pass has run for is skipped, and what is behind it', () => {
    //         ┌─false─┐              ┌──────false──────┐
    //   t ─►  a ◄─────┘  a ─true─► b ◄┘  b ─true─► j.a ─► c ─true─► d
    //   t ─────────────────────────────────────► j.b
    const graph = drawGraph(
      [
        ...['t -> a', 'a.false -> a max 5', 'a.true -> b', 'b.true -> j.a', 't -> j.b'],
        ...['j -> c', 'c.false -> b max 5', 'c.true -> d'],
      ],
      { nodes: { a: 'split', b: 'split', c: 'split', j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(succeeded('a@a~:0', { false: 1 }), succeeded('a@a~:1', { true: 1 }))
      .when(succeeded('b@a~:1/b~:0', {}))
      .expect(finish('succeeded'));
    for (const nodeId of ['j', 'c', 'd']) {
      expect(keysOf(nodeId, run)).toEqual([nodeId]);
      expect(run.state.steps.get(nodeId)?.status).toBe('skipped');
    }
  });

  it('that a cycle is entered by does not wait for what leads back, and gets that alone', () => {
    //   t ─► j.a ─► b ─again─► j.b
    const run = given(
      drawGraph(['t -> j.a', 'j -> b', 'b.false -> j.b max 2', 'b.true -> c'], {
        nodes: { j: 'join', b: 'split' },
      }),
    )
      .started()
      .expect(start('j@j~:0'))
      .when(succeeded('j@j~:0'), succeeded('b@j~:0', { false: 1 }))
      .expect(start('j@j~:1'));
    expect(Object.keys(run.state.steps.get('j@j~:0')?.inputs ?? {})).toEqual(['a']);
    expect(Object.keys(run.state.steps.get('j@j~:1')?.inputs ?? {})).toEqual(['b']);
  });

  it('that a cycle is entered by gets what leads back to its ports along one path together', () => {
    //   t ─► j ─► p ─► j.a    j ─► q ─► j.b
    const graph = drawGraph(['t -> j.a', 'j -> p', 'j -> q', 'p -> j.a max 2', 'q -> j.b max 2'], {
      nodes: { j: 'join' },
    });
    const run = given(graph)
      .started()
      .when(succeeded('j@j~:0'), succeeded('p@j~:0'), succeeded('q@j~:0'))
      .expect(start('j@j~:1'));
    expect(run.state.steps.get('j@j~:1')?.inputs).toMatchObject({
      a: { from: 'p@j~:0' },
      b: { from: 'q@j~:0' },
    });
  });

  it('behind a cycle waits for all of it, and pairs with the pass that led to it', () => {
    //   t ─► a ─► b ─done─► j.a       (b leads back to a)
    //   t ──────────────► j.b
    const graph = drawGraph(['t -> a', 'a -> b', 'b.false -> a max 2', 'b.true -> j.a', 't -> j.b'], {
      nodes: { b: 'split', j: 'join' },
    });
    const run = given(graph)
      .started()
      .when(succeeded('a@a~:0'), succeeded('b@a~:0', { false: 1 }))
      .expect(start('a@a~:1'))
      .when(succeeded('a@a~:1'), succeeded('b@a~:1', { true: 1 }))
      .expect(start('j@a~:1'));
    expect(Object.keys(run.state.steps.get('j@a~:1')?.inputs ?? {})).toEqual(['a', 'b']);
    // Left by none, it runs with the other side alone.
    given(graph).started().when(succeeded('a@a~:0'), succeeded('b@a~:0', {})).expect(start('j'));
  });

  it('around a cycle within a cycle waits for the inner one', () => {
    //   t ─► x ─► y ─► c ─again─► y      c ─ok─► j.b ─► d ─more─► x
    //        x ─────────────────────────────► j.a
    const graph = drawGraph(
      ['t -> x', 'x -> y', 'y -> c', 'c.false -> y max 9', 'c.true -> j.b', 'x -> j.a', 'j -> d', 'd.false -> x max 9'],
      { nodes: { c: 'split', d: 'split', j: 'join' } },
    ); // prettier-ignore
    given(graph)
      .started()
      .when(succeeded('x@x~:0'), succeeded('y@x~:0/y~:0'), succeeded('c@x~:0/y~:0', { false: 1 }))
      .expect(start('y@x~:0/y~:1'))
      .when(succeeded('y@x~:0/y~:1'), succeeded('c@x~:0/y~:1', { true: 1 }))
      .expect(start('j@x~:0/y~:1'))
      .when(succeeded('j@x~:0/y~:1'), succeeded('d@x~:0/y~:1', { false: 1 }))
      .expect(start('x@x~:1'))
      .when(succeeded('x@x~:1'))
      .expect(start('y@x~:1/y~:0'));
  });
});

describe('the limit', () => {
  it('lets the edge lead back so often, and ends the run when it is to be passed once more', () => {
    const run = given(polling());
    run.started();
    for (const pass of [0, 1]) run.when(succeeded(`a@a~:${pass}`), succeeded(`b@a~:${pass}`, { false: 1 }));
    run.when(succeeded('a@a~:2')).expect(start('b@a~:2'));
    run
      .when(succeeded('b@a~:2', { false: 1 }))
      .expect('abort', finish('failed', 'b@a~:2'))
      .when(finished());
    expect(run.state.finished?.error).toMatchObject({
      code: 'run.cycle-limit',
      step: 'b@a~:2',
      nodeId: 'b',
      nodeName: 'b',
      details: { from: 'b', to: 'a', edge: 'e3', maxIterations: 2 },
    });
    expect(run.state.finished?.error?.message).toMatch(/from "b" back to "a".*more than 2 times/);
  });

  it('is no matter of how many steps there are in the last pass', () => {
    given(polling({ max: 1 }))
      .started()
      .when(
        succeeded('a@a~:0'),
        succeeded('b@a~:0', { false: 1 }),
        succeeded('a@a~:1'),
        succeeded('b@a~:1', { true: 1 }),
      )
      .expect(start('c@a~:1'));
  });

  it('begins anew when the run is resumed', () => {
    const run = given(polling({ max: 1 }))
      .started()
      .when(succeeded('a@a~:0'), succeeded('b@a~:0', { false: 1 }))
      .when(succeeded('a@a~:1'), succeeded('b@a~:1', { false: 1 }), finished(), resumed())
      .expect(start('a@a~:2'))
      .when(succeeded('a@a~:2'), succeeded('b@a~:2', { true: 1 }), succeeded('c@a~:2'), finished());
    expect(run.state.finished?.status).toBe('succeeded');
    for (const fact of run.facts) expect(applyFact(run.plan, run.state, fact), fact.kind).toBe(false);
  });

  it.each(['branches', 'levels'] as const)('begins anew at its place in the line (%s)', (order) => {
    const graph = drawGraph(['t -> a', 'a -> a max 1', 't -> z'], { order });
    const run = given(graph).started();
    if (order === 'levels') run.when(succeeded('a@a~:0'), succeeded('z'), succeeded('a@a~:1'));
    else run.when(succeeded('a@a~:0'), succeeded('a@a~:1'));
    run.expect('abort', finish('failed', 'a@a~:1')).when(finished(), resumed()).expect(start('a@a~:2'));
  });

  it.each([
    ['parallel', ['a@a~:2', 'side@a~:1', 'z']],
    ['branches', ['a@a~:2', 'side@a~:1', 'z']],
    ['levels', ['z', 'side@a~:1', 'a@a~:2']],
  ] as const)('loses nothing that the last pass led to besides (%s)', (order, rest) => {
    //   t ─► a ─► a, side     t ─► z, lower    (a leads to itself, once at most)
    const graph = drawGraph(['t -> a', 'a.false -> a max 1', 'a.true -> side', 't -> z'], {
      order,
      nodes: { a: 'split', side: { position: { x: 0, y: 5 } }, z: { position: { x: 0, y: 9 } } },
    });
    const run = given(graph).started();
    run.when(succeeded('a@a~:0', { false: 1 }), succeeded('a@a~:1', { false: 1, true: 1 }));
    run.expect('abort', finish('failed', 'a@a~:1')).when(finished(), resumed());
    if (order === 'parallel') run.expect('start a@a~:2', 'start side@a~:1 #2', 'start z #2');
    for (const step of rest) {
      // What the end cut off is called anew, what the resume led to is not.
      if (order !== 'parallel') run.expect(start(step, step === 'a@a~:2' ? 1 : 2));
      run.when(succeeded(step, {}));
    }
    run.expect(finish('succeeded', 'z'));
  });

  it('within a loop ends the iteration, where the loop goes on after failures', () => {
    //   t ─► L.item ─► a ─► a, L.next    (a leads to itself, once at most)
    const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> a max 1', 'a -> L.next', 'L.done -> z'], {
      nodes: { L: 'loop' },
    });
    const run = given(graph)
      .started()
      .when(iterating('L', [1, 1], { onItemError: 'collect' }))
      .when(succeeded('a@L:0/a~:0'), succeeded('a@L:0/a~:1'))
      .expect(start('a@L:1/a~:0'))
      .when(succeeded('a@L:1/a~:0', {}))
      .expect(start('z'));
    const [first] = run.state.steps.get('L')?.iterations?.collected ?? [];
    expect(first).toMatchObject({
      from: null,
      data: { items: [{ json: { error: { code: 'run.cycle-limit' } } }] },
    });
    expect([run.state.scheduling.open, run.state.scheduling.cycles.size]).toEqual([1, 0]);
  });

  it('of disabled nodes alone is reached at once', () => {
    given(drawGraph(['t -> a', 'a -> a max 3'], { nodes: { a: { settings: { disabled: true } } } }))
      .started()
      .expect('abort', finish('failed', 'a@a~:3'));
  });
});

describe('a cycle and what is around it', () => {
  it('in a loop has its passes in each iteration', () => {
    const graph = drawGraph(
      ['t -> L', 'L.item -> a', 'a -> b', 'b.false -> a max 3', 'b.true -> L.next', 'L.done -> z'],
      {
        nodes: { L: 'map', b: 'split' },
      },
    );
    given(graph)
      .started()
      .when(
        iterating('L', [1, 1], { concurrency: 2 }),
        succeeded('a@L:1/a~:0'),
        succeeded('b@L:1/a~:0', { false: 1 }),
      )
      .expect(start('a@L:0/a~:0'), start('a@L:1/a~:1'))
      .when(succeeded('a@L:0/a~:0'), succeeded('b@L:0/a~:0', { true: 1 }))
      .when(succeeded('a@L:1/a~:1'), succeeded('b@L:1/a~:1', { true: 2 }))
      .expect(start('z'));
  });

  it('may have a loop in it, which runs anew in each pass', () => {
    //   t ─► L.item ─► x ─► L.next     L.done ─► b ─again─► L
    const graph = drawGraph(
      ['t -> L', 'L.item -> x', 'x -> L.next', 'L.done -> b', 'b.false -> L max 3', 'b.true -> z'],
      {
        nodes: { L: 'loop', b: 'split' },
      },
    );
    given(graph)
      .started()
      .expect(start('L@L~:0'))
      .when(iterating('L@L~:0', [1]), succeeded('x@L~:0/L:0'))
      .expect(start('b@L~:0'))
      .when(succeeded('b@L~:0', { false: 1 }), iterating('L@L~:1', [1, 1]), succeeded('x@L~:1/L:0'))
      .expect(start('x@L~:1/L:1'))
      .when(succeeded('x@L~:1/L:1'), succeeded('b@L~:1', { true: 1 }))
      .expect(start('z@L~:1'));
  });

  it('is not gone round in a run up to one of its nodes', () => {
    given(polling())
      .started({ main: 1 }, { until: 'b' })
      .when(succeeded('a@a~:0'), succeeded('b@a~:0', { false: 1 }))
      .expect(finish('succeeded', 'b@a~:0'));
    given(polling())
      .started({ main: 1 }, { until: 'c' })
      .when(
        succeeded('a@a~:0'),
        succeeded('b@a~:0', { false: 1 }),
        succeeded('a@a~:1'),
        succeeded('b@a~:1', { true: 1 }),
      )
      .expect(start('c@a~:1'));
  });

  it('goes on after a resume in the pass where it ended', () => {
    given(polling())
      .started()
      .when(
        succeeded('a@a~:0'),
        succeeded('b@a~:0', { false: 1 }),
        failed('a@a~:1', final),
        finished(),
        resumed(),
      )
      .expect(start('a@a~:1', 2))
      .when(succeeded('a@a~:1'), cancelRequested())
      .expect('abort', finish('cancelled'));
  });

  it('that a node stands in that is entered elsewhere too is no cycle: nothing leads back', () => {
    //   t ─► a ─► b ─► a     t ─► b    (validation refuses it)
    given(drawGraph(['t -> a', 'a -> b', 't -> b', 'b -> a max 5']))
      .started()
      .when(succeeded('a'), succeeded('b@e2'), succeeded('b@e3'))
      .expect(finish('succeeded', 'b@e3'));
  });
});

describe('a join on a cycle that lies in a loop', () => {
  //              ┌──────again───────┐ at most 3 times
  //   t ─► L ─item─► a ─► j.a ─► s ─┴─true─► L.next
  //        └─item───────► j.b
  const graph = (arrows: readonly string[]) =>
    drawGraph(['t -> L', ...arrows, 'a -> j.a', 'j -> s', 's.false -> a max 3', 's.true -> L.next'], {
      nodes: { L: 'loop', j: 'join', s: 'split' },
    });

  it.each([[['L.item -> a', 'L.item -> j.b']], [['L.item -> j.b', 'L.item -> a']]])(
    'waits for the cycle, although what the loop hands out is there at once: %j',
    (arrows) => {
      const run = given(graph(arrows))
        .started()
        .when(iterating('L', [1, 1]))
        .expect(start('a@L:0/a~:0'))
        .when(succeeded('a@L:0/a~:0'))
        .expect(start('j@L:0/a~:0'))
        .when(succeeded('j@L:0/a~:0'), succeeded('s@L:0/a~:0', { false: 1 }))
        .expect(start('a@L:0/a~:1'))
        .when(succeeded('a@L:0/a~:1'))
        .expect(start('j@L:0/a~:1'));
      for (const pass of [0, 1]) {
        const step = run.state.steps.get(`j@L:0/a~:${pass}`);
        expect(Object.keys(step?.inputs ?? {}).sort()).toEqual(['a', 'b']);
      }
      run.when(succeeded('j@L:0/a~:1'), succeeded('s@L:0/a~:1', { true: 1 })).expect(start('a@L:1/a~:0'));
    },
  );
});

describe('the orders', () => {
  //   t ─► a ─► b ─again─► a     b ─again─► side     t ─► z, lower
  const graph = (order: 'branches' | 'levels') =>
    drawGraph(['t -> a', 't -> z', 'a -> b', 'b.false -> a max 5', 'b.false -> side', 'b.true -> c'], {
      order,
      nodes: {
        b: { type: 'split', position: { x: 0, y: 2 } },
        z: { position: { x: 0, y: 9 } },
        side: { position: { x: 0, y: 5 } },
      },
    });

  it('branches: goes round before the next branch begins', () => {
    given(graph('branches'))
      .started()
      .expect(start('a@a~:0'))
      .when(succeeded('a@a~:0'))
      .expect(start('b@a~:0'))
      .when(succeeded('b@a~:0', { false: 1 }))
      .expect(start('a@a~:1'))
      .when(succeeded('a@a~:1'), succeeded('b@a~:1', { true: 1 }))
      .expect(start('c@a~:1'))
      .when(succeeded('c@a~:1'))
      .expect(start('side@a~:0'))
      .when(succeeded('side@a~:0'))
      .expect(start('z'));
  });

  it('levels: a pass stands in the line where its first step would', () => {
    given(graph('levels'))
      .started()
      .expect(start('a@a~:0'))
      .when(succeeded('a@a~:0'))
      .expect(start('z'))
      .when(succeeded('z'))
      .expect(start('b@a~:0'))
      .when(succeeded('b@a~:0', { false: 1 }))
      .expect(start('side@a~:0'))
      .when(succeeded('side@a~:0'))
      .expect(start('a@a~:1'));
  });
});
