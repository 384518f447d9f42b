/** What a delivery starts: lines, branches, several edges into one port, joins, dead paths, disabled nodes. */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import { finish, finished, given, start, succeeded } from '@/testing/engine/transcript';

describe('lines and branches', () => {
  it('runs a line step by step', () => {
    // t ─► a ─► b
    given(drawGraph(['t -> a', 'a -> b']))
      .started()
      .expect(start('a'))
      .when(succeeded('a', { main: 2 }))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(finish('succeeded', 'b'))
      .when(finished())
      .expect();
  });

  it('finishes at once when only the trigger is there', () => {
    given(drawGraph(['t -> ']))
      .started()
      .expect(finish('succeeded', 't'));
  });

  it('runs parallel branches side by side and takes the output of the latest sink in plan order', () => {
    //     ┌► a
    // t ──┤
    //     └► b
    given(drawGraph(['t -> a', 't -> b']))
      .started()
      .expect(start('a'), start('b'))
      .when(succeeded('b'))
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(finish('succeeded', 'b'));
  });

  it('skips everything behind a port that got nothing', () => {
    //         true ┌► a ─► c
    // t ─► if ─────┤
    //        false └► b
    given(drawGraph(['t -> if', 'if.true -> a', 'a -> c', 'if.false -> b'], { nodes: { if: 'split' } }))
      .started()
      .when(succeeded('if', { true: 0, false: 3 }))
      .expect(start('b'))
      .expectSteps({ t: 'succeeded', if: 'succeeded', b: 'queued', a: 'skipped', c: 'skipped' })
      .when(succeeded('b'))
      .expect(finish('succeeded', 'b'));
  });

  it('skips all and finishes without output when the trigger gave nothing', () => {
    given(drawGraph(['t -> a', 'a -> b']))
      .started({ main: 0 })
      .expect(finish('succeeded'))
      .expectSteps({ t: 'succeeded', a: 'skipped', b: 'skipped' });
  });

  it('leaves alone what only another trigger reaches', () => {
    // t ──► a ──┐
    //           ├► j
    // t2 ─► b ──┘
    given(drawGraph(['t -> a', 'a -> j.a', 't2 -> b', 'b -> j.b'], { nodes: { t2: 'trigger', j: 'join' } }))
      .started()
      .when(succeeded('a'))
      .expect(start('j'))
      .when(succeeded('j'))
      .expect(finish('succeeded', 'j'))
      .expectSteps({ t: 'succeeded', a: 'succeeded', j: 'succeeded' });
  });
});

describe('several edges into one port', () => {
  it('runs once for each delivery, with the edge in the path, which what follows inherits', () => {
    //     ┌► a ──e3┐
    // t ──┤        ├─► m ─► z
    //     └► b ──e4┘
    given(drawGraph(['t -> a', 't -> b', 'a -> m', 'b -> m', 'm -> z']))
      .started()
      .when(succeeded('b'))
      .expect(start('a'), start('m@e4'))
      .when(succeeded('a'))
      .expect(start('m@e3'), start('m@e4'))
      .when(succeeded('m@e4'), succeeded('m@e3'))
      .expect(start('z@e3'), start('z@e4'))
      .when(succeeded('z@e4'), succeeded('z@e3'))
      .expect(finish('succeeded', 'z@e4'));
  });

  it('makes no step for the dead one of two edges', () => {
    //         true ┌────e2┐
    // t ─► if ─────┤      ├─► m
    //        false └────e3┘
    given(drawGraph(['t -> if', 'if.true -> m', 'if.false -> m'], { nodes: { if: 'split' } }))
      .started()
      .when(succeeded('if', { true: 1, false: 0 }))
      .expect(start('m@e2'))
      .when(succeeded('m@e2'))
      .expect(finish('succeeded', 'm@e2'))
      .expectSteps({ t: 'succeeded', if: 'succeeded', 'm@e2': 'succeeded' });
  });

  it('skips behind it within the delivery where it died', () => {
    //         true ┌───e2┐              ┌► x
    // t ─► if ─────┤     ├─► m ─► if2 ──┤ true
    //        false └───e3┘              (false: nothing)
    given(
      drawGraph(['t -> if', 'if.true -> m', 'if.false -> m', 'm -> if2', 'if2.true -> x'], {
        nodes: { if: 'split', if2: 'split' },
      }),
    )
      .started()
      .when(succeeded('if', { true: 1, false: 1 }), succeeded('m@e2'), succeeded('m@e3'))
      .when(succeeded('if2@e2', { true: 1 }), succeeded('if2@e3', { false: 1 }))
      .expect(start('x@e2'))
      .when(succeeded('x@e2'))
      .expect(finish('succeeded', 'x@e2'))
      .expectSteps({
        t: 'succeeded',
        if: 'succeeded',
        'm@e2': 'succeeded',
        'm@e3': 'succeeded',
        'if2@e2': 'succeeded',
        'if2@e3': 'succeeded',
        'x@e2': 'succeeded',
        'x@e3': 'skipped',
      });
  });
});

describe('dead paths behind one delivery of several', () => {
  it('are skipped there once, and not again for the whole run', () => {
    // as above, with only the delivery e2 alive and nothing behind if2
    const arrows = ['t -> if', 'if.true -> m', 'if.false -> m', 'm -> if2', 'if2.true -> x'];
    given(drawGraph(arrows, { nodes: { if: 'split', if2: 'split' } }))
      .started()
      .when(succeeded('if', { true: 1 }), succeeded('m@e2'), succeeded('if2@e2', { false: 1 }))
      .expectSteps({
        t: 'succeeded',
        if: 'succeeded',
        'm@e2': 'succeeded',
        'if2@e2': 'succeeded',
        'x@e2': 'skipped',
      });
  });
});

describe('joins', () => {
  it('waits for every connected port', () => {
    //     ┌► a ─► j.a
    // t ──┤       j ─►
    //     └► b ─► j.b
    const run = given(drawGraph(['t -> a', 't -> b', 'a -> j.a', 'b -> j.b'], { nodes: { j: 'join' } }))
      .started()
      .when(succeeded('b', { main: 2 }))
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('j'));
    expect(run.state.steps.get('j')?.inputs).toMatchObject({
      a: { edge: 'e3', from: 'a', port: 'main', data: { count: 1 } },
      b: { edge: 'e4', from: 'b', data: { count: 2 } },
    });
  });

  it('runs with what it got when the other port is dead, whichever is known first', () => {
    //         true ┌► a ─► j.a
    // t ─► if ─────┤       j
    //        false └► b ─► j.b
    const graph = drawGraph(['t -> if', 'if.true -> a', 'if.false -> b', 'a -> j.a', 'b -> j.b'], {
      nodes: { if: 'split', j: 'join' },
    });
    const run = given(graph)
      .started()
      .when(succeeded('if', { true: 1 }))
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('j'));
    expect(Object.keys(run.state.steps.get('j')?.inputs ?? {})).toEqual(['a']);
    run.when(succeeded('j')).expectSteps({
      t: 'succeeded',
      if: 'succeeded',
      a: 'succeeded',
      b: 'skipped',
      j: 'succeeded',
    });
  });

  it('is skipped when all its ports are dead, and so is what follows', () => {
    given(
      drawGraph(['t -> if', 'if.true -> j.a', 'if.true -> j.b', 'j -> z', 'if.false -> y'], {
        nodes: { if: 'split', j: 'join' },
      }),
    )
      .started()
      .when(succeeded('if', { false: 1 }))
      .expect(start('y'))
      .expectSteps({ t: 'succeeded', if: 'succeeded', y: 'queued', j: 'skipped', z: 'skipped' });
  });

  it('repeats an outer delivery for each inner one', () => {
    //     ┌► a ──e4┐
    // t ──┼► b ──e5┴─► m ─► j.a
    //     └► c ───────────► j.b
    const run = given(
      drawGraph(['t -> a', 't -> b', 't -> c', 'a -> m', 'b -> m', 'm -> j.a', 'c -> j.b'], {
        nodes: { j: 'join' },
      }),
    )
      .started()
      .when(succeeded('a'), succeeded('m@e4'))
      .expect(start('b'), start('c'))
      .when(succeeded('c'))
      .expect(start('b'), start('j@e4'))
      .when(succeeded('b'), succeeded('m@e5'))
      .expect(start('j@e4'), start('j@e5'));
    expect(run.state.steps.get('j@e5')?.inputs).toMatchObject({ a: { from: 'm@e5' }, b: { from: 'c' } });
  });

  it('pairs what has no common path first with first, and the rest runs with a dead port', () => {
    // t ─► a ─e4┐          t ─► c ─e7─► j.b
    // t ─► b ─e5┴► j.a     (three deliveries at a: e4 e5 e6, one at b by two edges: e7 e8)
    const graph = drawGraph(
      ['t -> a', 't -> b', 't -> c', 'a -> j.a', 'b -> j.a', 'c -> j.a', 'a -> j.b', 'c -> j.b'],
      { nodes: { j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(succeeded('c'), succeeded('b'))
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('j@e4'), start('j@e5'), start('j@e6'));
    expect(run.state.steps.get('j@e4')?.inputs).toMatchObject({ a: { edge: 'e4' }, b: { edge: 'e7' } });
    expect(run.state.steps.get('j@e5')?.inputs).toMatchObject({ a: { edge: 'e5' }, b: { edge: 'e8' } });
    expect(Object.keys(run.state.steps.get('j@e6')?.inputs ?? {})).toEqual(['a']);
  });

  it('pairs two alternatives that met before the join, though their paths differ', () => {
    //         true ┌► a ─e4┬► m ─► j.a
    // t ─► if ─────┤       │
    //        false └► b ─e5┘     and t2 the same on the other side into j.b
    const graph = drawGraph(
      [
        't -> if', 'if.true -> a', 'if.false -> b', 'a -> m', 'b -> m', 'm -> j.a',
        't -> fi', 'fi.true -> c', 'fi.false -> d', 'c -> n', 'd -> n', 'n -> j.b',
      ], // prettier-ignore
      { nodes: { if: 'split', fi: 'split', j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(succeeded('if', { true: 1 }), succeeded('a'), succeeded('m@e4'))
      .expect(start('fi'))
      .when(succeeded('fi', { false: 1 }), succeeded('d'), succeeded('n@e11'))
      .expect(start('j@e4'));
    expect(run.state.steps.get('j@e4')?.inputs).toMatchObject({ a: { from: 'm@e4' }, b: { from: 'n@e11' } });
    run.when(succeeded('j@e4')).expect(finish('succeeded', 'j@e4'));
  });

  it('does not wait for more deliveries at one port once the other is known to be dead', () => {
    //     ┌► a ─e4┐
    // t ──┼► b ─e5┴► j.a
    //     └► if (true: nothing) ─► j.b
    given(
      drawGraph(['t -> a', 't -> b', 't -> if', 'a -> j.a', 'b -> j.a', 'if.true -> j.b'], {
        nodes: { if: 'split', j: 'join' },
      }),
    )
      .started()
      .when(succeeded('a'))
      .expect(start('b'), start('if'))
      .when(succeeded('if', { false: 1 }))
      .expect(start('b'), start('j@e4'));
  });

  it('resolves a join inside one delivery without waiting for the others', () => {
    //     ┌► a ─e3┐                true ┌► x ─► j.a
    // t ──┤       ├─► m ─► if ──────────┤       j
    //     └► b ─e4┘               false └► y ─► j.b
    given(
      drawGraph(
        [
          't -> a',
          't -> b',
          'a -> m',
          'b -> m',
          'm -> if',
          'if.true -> x',
          'if.false -> y',
          'x -> j.a',
          'y -> j.b',
        ],
        { nodes: { if: 'split', j: 'join' } },
      ),
    )
      .started()
      .when(succeeded('a'), succeeded('m@e3'), succeeded('if@e3', { true: 1 }), succeeded('x@e3'))
      .expect(start('b'), start('j@e3'));
  });
});

describe('disabled nodes', () => {
  it('hand on what they got, without a worker', () => {
    // t ─► (off) ─► a
    const run = given(
      drawGraph(['t -> off', 'off -> a'], { nodes: { off: { settings: { disabled: true } } } }),
    )
      .started({ main: 2 })
      .expect(start('a'));
    const items = run.state.steps.get('a')?.inputs['main']?.data;
    expect(items).toEqual({
      count: 2,
      items: [
        { json: { index: 0 }, from: [{ port: 'main', index: 0 }] },
        { json: { index: 1 }, from: [{ port: 'main', index: 1 }] },
      ],
    });
    expect(run.state.steps.get('off')?.status).toBe('succeeded');
  });

  it('may stand in a row of thousands', () => {
    const arrows = Array.from({ length: 3000 }, (_, i) => (i === 0 ? 't -> n0' : `n${i - 1} -> n${i}`));
    const nodes = Object.fromEntries(arrows.map((_, i) => [`n${i}`, { settings: { disabled: true } }]));
    given(drawGraph(arrows, { nodes })).started().expect(finish('succeeded', 'n2999'));
  });
});
