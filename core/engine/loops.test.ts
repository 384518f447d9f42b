/** Loops: iterations, what they hand out and collect, nesting, joins in the body, failures in it, leaks out of it. */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import {
  continued, doubtDecided, doubted, failed, finish, finished, given, intended, iterating, paused, signalReceived, start,
  succeeded, suspended, timerFired, type Transcript,
} from '@/testing/engine/transcript'; // prettier-ignore
import { applyFact } from './state';

const LOOP = { nodes: { L: 'loop' } };
const MAP = { nodes: { L: 'map' } };

/** Where the items of the loop's result came from, and how many. */
function doneOf(run: Transcript, key = 'L') {
  const step = run.state.steps.get(key);
  return step?.iterations?.collected.map(({ from, data }) => [from, data.count]);
}

describe('a loop', () => {
  //        ┌─────────────┐ next
  // t ─► L ┴ item ► a ───┘
  //        done ► z
  const arrows = ['t -> L', 'L.item -> a', 'a -> L.next', 'L.done -> z'];

  it('runs its body for one batch after another and then what hangs on done', () => {
    const run = given(drawGraph(arrows, LOOP))
      .started({ main: 3 })
      .expect(start('L'))
      .when(iterating('L', [2, 1]))
      .expect(start('a@L:0'))
      .when(succeeded('a@L:0', { main: 2 }))
      .expect(start('a@L:1'))
      .when(succeeded('a@L:1'))
      .expect(start('z'))
      .when(succeeded('z'))
      .expect(finish('succeeded', 'z'))
      .expectSteps({
        t: 'succeeded',
        L: 'succeeded',
        'a@L:0': 'succeeded',
        'a@L:1': 'succeeded',
        z: 'succeeded',
      });
    expect(run.state.steps.get('a@L:1')?.inputs).toMatchObject({
      main: { edge: 'e2', from: 'L', port: 'item', data: { count: 1, items: [{ json: { index: 2 } }] } },
    });
    expect(doneOf(run)).toEqual([['a@L:0', 2], ['a@L:1', 1]]); // prettier-ignore
    expect(run.state.steps.get('z')?.inputs['main']?.data).toMatchObject({ count: 3, from: 'next' });
  });

  it('is found whatever stands first in the file', () => {
    // The body stands before the loop: the edge back to it is still the one that ends in `next`.
    given(drawGraph(['a -> L.next', 'L.item -> a', 'L.done -> z', 't -> L'], LOOP))
      .started()
      .when(iterating('L', [1, 1]), succeeded('a@L:0'))
      .expect(start('a@L:1'))
      .when(succeeded('a@L:1'))
      .expect(start('z'));
  });

  it('does not run without items, and what is behind it is skipped', () => {
    given(drawGraph(arrows, LOOP))
      .started({ main: 0 })
      .expect(finish('succeeded'))
      .expectSteps({ t: 'succeeded', L: 'skipped', a: 'skipped', z: 'skipped' });
  });

  it('gives nothing by done when nothing came back', () => {
    //              true ► a ► L.next
    // L.item ► if ┤
    //              false
    const graph = drawGraph(['t -> L', 'L.item -> if', 'if.true -> a', 'a -> L.next', 'L.done -> z'], {
      nodes: { L: 'loop', if: 'split' },
    });
    given(graph)
      .started()
      .when(iterating('L', [1, 1]), succeeded('if@L:0', { false: 1 }))
      .expect(start('if@L:1'))
      .when(succeeded('if@L:1', { false: 1 }))
      .expectSteps({
        t: 'succeeded',
        L: 'succeeded',
        'if@L:0': 'succeeded',
        'a@L:0': 'skipped',
        'if@L:1': 'succeeded',
        'a@L:1': 'skipped',
        z: 'skipped',
      }) // prettier-ignore
      .expect(finish('succeeded'));
  });

  it('gives an empty item then, where its settings say so', () => {
    const always = { type: 'loop', settings: { alwaysOutput: true } };
    const run = given(drawGraph(arrows, { nodes: { L: always } }))
      .started()
      .when(iterating('L', []))
      .expect(start('z'));
    expect(run.state.steps.get('z')?.inputs['main']?.data).toEqual({ count: 1, items: [{ json: {} }] });
    expect(run.state.steps.get('a')?.status).toBe('skipped');
  });

  it('may hand out straight to its next', () => {
    const run = given(drawGraph(['t -> L', 'L.item -> L.next', 'L.done -> z'], LOOP))
      .started()
      .when(iterating('L', [2, 1]))
      .expect(start('z'));
    expect(doneOf(run)).toEqual([['L', 2], ['L', 1]]); // prettier-ignore
  });

  it('is the output of the run when nothing hangs on done', () => {
    given(drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], LOOP))
      .started()
      .when(iterating('L', [1]), succeeded('a@L:0'))
      .expect(finish('succeeded', 'L'));
  });

  it('waits with everything its body waits with', () => {
    const run = given(drawGraph(arrows, LOOP))
      .started()
      .when(iterating('L', [1, 1]), suspended('a@L:0', { signal: 'go' }))
      .expect('signal a@L:0 go')
      .when(paused(), signalReceived('a@L:0'))
      .expect()
      .when(continued())
      .expect(start('a@L:0', 2))
      .when(failed('a@L:0', { retryable: false }))
      .expect('abort', finish('failed', 'a@L:0'))
      .when(finished());
    expect(run.state.steps.get('L')?.status).toBe('cancelled');
  });

  it('drops what its ended iterations needed', () => {
    const run = given(drawGraph([...arrows, 'L.item -> b', 'b -> a'], LOOP))
      .started()
      .when(iterating('L', [1, 1, 1]));
    expect(run.state.scheduling.instances.size).toBeGreaterThan(0);
    for (const n of [0, 1, 2]) {
      run.when(succeeded(`a@L:${n}/e2`), succeeded(`b@L:${n}`), succeeded(`a@L:${n}/e6`));
    }
    run.expect(start('z'));
    expect(run.state.scheduling.instances.size).toBe(0);
    expect(run.state.scheduling.groups.size).toBe(0);
    expect(doneOf(run)).toHaveLength(6);
  });
});

describe('a loop that is switched off, pinned or fails', () => {
  const arrows = ['t -> L', 'L.item -> a', 'a -> L.next', 'L.done -> z'];

  it('hands on by done, and its body is skipped', () => {
    given(drawGraph(arrows, { nodes: { L: { type: 'loop', settings: { disabled: true } } } }))
      .started()
      .expect(start('z'))
      .expectSteps({ t: 'succeeded', L: 'succeeded', a: 'skipped', z: 'queued' });
  });

  it('goes on by done with continue', () => {
    given(drawGraph(arrows, { nodes: { L: { type: 'loop', settings: { onError: 'continue' } } } }))
      .started()
      .when(failed('L', { retryable: false }))
      .expect(start('z'))
      .expectSteps({ t: 'succeeded', L: 'failed', a: 'skipped', z: 'queued' });
  });
});

describe('map', () => {
  const arrows = ['t -> L', 'L.item -> a', 'a -> L.next', 'L.done -> z'];

  it('keeps several iterations open and puts what came back in their order', () => {
    const run = given(drawGraph(arrows, MAP))
      .started()
      .when(iterating('L', [1, 1, 1, 1], { concurrency: 2 }))
      .expect(start('a@L:0'), start('a@L:1'))
      .when(succeeded('a@L:1'))
      .expect(start('a@L:0'), start('a@L:2'))
      .when(succeeded('a@L:2'), succeeded('a@L:3'))
      .expect(start('a@L:0'))
      .when(succeeded('a@L:0', { main: 2 }))
      .expect(start('z'));
    expect(doneOf(run)).toEqual([['a@L:0', 2], ['a@L:1', 1], ['a@L:2', 1], ['a@L:3', 1]]); // prettier-ignore
  });

  it('releases one step at a time with the order `branches`, body before what is beside the loop', () => {
    // t ─► L (y 0) with body a, and t ─► b (y 1)
    const nodes = { L: { type: 'map', position: { x: 0, y: 0 } }, b: { position: { x: 0, y: 1 } } };
    given(drawGraph([...arrows, 't -> b'], { nodes, order: 'branches' }))
      .started()
      .when(iterating('L', [1, 1], { concurrency: 2 }))
      .expect(start('a@L:0'))
      .when(succeeded('a@L:0'))
      .expect(start('a@L:1'))
      .when(succeeded('a@L:1'))
      .expect(start('z'))
      .when(succeeded('z'))
      .expect(start('b'));
  });

  it('is walked breadth first with the order `levels`', () => {
    given(drawGraph([...arrows, 't -> b'], { ...MAP, order: 'levels' }))
      .started()
      .when(iterating('L', [1, 1], { concurrency: 2 }))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(start('a@L:0'))
      .when(succeeded('a@L:0'), succeeded('a@L:1'))
      .expect(start('z'));
  });
});

describe('branches and joins in the body', () => {
  it('pair within their iteration', () => {
    //          ┌► a ► j.a
    // L.item ──┤          j ► L.next
    //          └► b ► j.b
    const graph = drawGraph(
      ['t -> L', 'L.item -> a', 'L.item -> b', 'a -> j.a', 'b -> j.b', 'j -> L.next', 'L.done -> z'],
      { nodes: { L: 'map', j: 'join' } },
    );
    given(graph)
      .started()
      .when(iterating('L', [1, 1], { concurrency: 2 }), succeeded('a@L:0'), succeeded('b@L:1'))
      .expect(start('a@L:1'), start('b@L:0'))
      .when(succeeded('a@L:1'))
      .expect(start('b@L:0'), start('j@L:1'))
      .when(succeeded('b@L:0'), succeeded('j@L:0'), succeeded('j@L:1'))
      .expect(start('z'));
  });

  it('repeat an input from outside for each iteration', () => {
    //   ┌► c ────────────────► j.b
    // t ┴► L.item ► a ► j.a    j ► L.next
    const graph = drawGraph(
      ['t -> L', 't -> c', 'L.item -> a', 'a -> j.a', 'c -> j.b', 'j -> L.next', 'L.done -> z'],
      { nodes: { L: 'loop', j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(iterating('L', [1, 1]), succeeded('a@L:0'))
      .expect(start('c'))
      .when(succeeded('c'))
      .expect(start('j@L:0'))
      .when(succeeded('j@L:0'), succeeded('a@L:1'))
      .expect(start('j@L:1'));
    expect(run.state.steps.get('j@L:1')?.inputs).toMatchObject({ a: { from: 'a@L:1' }, b: { from: 'c' } });
    run.when(succeeded('j@L:1')).expect(start('z'));
  });

  it('run with the input from outside alone where the other is dead in an iteration, and not without iterations', () => {
    const graph = drawGraph(
      ['t -> c', 't -> L', 'L.item -> a', 'a -> j.a', 'c -> j.b', 'j -> L.next', 'L.done -> z'],
      { nodes: { L: 'loop', j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(succeeded('c'), iterating('L', [1, 1]), succeeded('a@L:0', { main: 0 }))
      .expect(start('j@L:0'));
    expect(Object.keys(run.state.steps.get('j@L:0')?.inputs ?? {})).toEqual(['b']);
    given(graph).started().when(succeeded('c'), iterating('L', [])).expectSteps({
      t: 'succeeded',
      c: 'succeeded',
      L: 'succeeded',
      a: 'skipped',
      j: 'skipped',
      z: 'skipped',
    });
  });

  it('run with the input from outside alone in an iteration whose batch is empty', () => {
    const graph = drawGraph(
      ['t -> c', 't -> L', 'L.item -> j.a', 'c -> j.b', 'j -> L.next', 'L.item -> a', 'L.done -> z'],
      { nodes: { L: 'loop', j: 'join' } },
    );
    const run = given(graph)
      .started()
      .when(succeeded('c'), iterating('L', [0, 1, 0]))
      .expect(start('j@L:0'));
    expect(Object.keys(run.state.steps.get('j@L:0')?.inputs ?? {})).toEqual(['b']);
    run.when(succeeded('j@L:0'), succeeded('j@L:1'), succeeded('a@L:1')).expect(start('j@L:2'));
    run.when(succeeded('j@L:2')).expect(start('z'));
    expect(run.state.steps.get('a@L:0')?.status).toBe('skipped');
  });

  it('run with what is in the iteration where the input from outside is dead', () => {
    const graph = drawGraph(['t -> c', 't -> L', 'L.item -> a', 'a -> j.a', 'c -> j.b', 'j -> L.next'], {
      nodes: { L: 'loop', j: 'join' },
    });
    given(graph)
      .started()
      .when(iterating('L', [1, 1]), succeeded('a@L:0'), succeeded('c', { main: 0 }))
      .expect(start('j@L:0'))
      .when(succeeded('j@L:0'), succeeded('a@L:1'))
      .expect(start('j@L:1'));
  });

  it('take what came before the loop, on a path that differs from run to run', () => {
    //         true ┌► x.main    x ► L, and x ► j.b in the body
    // t ─► if ─────┤
    //        false └► m ► x.main, t ► x.main
    const graph = drawGraph(
      ['t -> p', 'p -> m', 't -> m', 'm -> x', 't -> x', 'x -> L', 'L.item -> a', 'a -> j.a', 'x -> j.b', 'j -> L.next', 'L.done -> z'],
      { nodes: { L: 'loop', j: 'join' } },
    ); // prettier-ignore
    const run = given(graph)
      .started()
      .when(succeeded('m@e3'), succeeded('x@e3/e4'), iterating('L@e3/e4', [1, 1]), succeeded('a@e3/e4/L:0'));
    expect(run.state.steps.get('j@e3/e4/L:0')?.inputs).toMatchObject({ b: { from: 'x@e3/e4' } });
    run.when(succeeded('j@e3/e4/L:0'));
    run.when(succeeded('p'), succeeded('m@e2'), succeeded('x@e2/e4'), succeeded('x@e5'));
    run
      .when(succeeded('a@e3/e4/L:1'), succeeded('j@e3/e4/L:1'))
      .expect(start('L@e2/e4'), start('L@e5'), start('z@e3/e4'));
  });
});

describe('loops in loops', () => {
  //  L.item ► M.main    M.item ► a ► M.next    M.done ► L.next
  const arrows = ['t -> L', 'L.item -> M', 'M.item -> a', 'a -> M.next', 'M.done -> L.next', 'L.done -> z'];
  const nodes = { L: 'loop', M: 'loop' };

  it('have a segment for each', () => {
    const run = given(drawGraph(arrows, { nodes }))
      .started()
      .when(iterating('L', [2, 1]))
      .expect(start('M@L:0'))
      .when(iterating('M@L:0', [1, 1]), succeeded('a@L:0/M:0'), succeeded('a@L:0/M:1'))
      .expect(start('M@L:1'))
      .when(iterating('M@L:1', [1]), succeeded('a@L:1/M:0', { main: 3 }))
      .expect(start('z'));
    expect(doneOf(run)).toEqual([['M@L:0', 2], ['M@L:1', 3]]); // prettier-ignore
    expect(run.state.scheduling.instances.size).toBe(0);
  });

  it("collect by the edge's place in the file, then by path, within an iteration of the outer one", () => {
    // a leads to the outer loop's next as well: what it gives there is in its iterations' order
    const run =
      given(drawGraph(['t -> L', 'L.item -> M', 'M.item -> a', 'a -> L.next', 'M.done -> L.next', 'a -> M.next', 'L.done -> z'], { nodes: { L: 'loop', M: 'map' } })) // prettier-ignore
        .started()
        .when(iterating('L', [1]), iterating('M@L:0', [1, 1], { concurrency: 2 }))
        .when(succeeded('a@L:0/M:1'), succeeded('a@L:0/M:0'))
        .expect(start('z'));
    expect(doneOf(run)).toEqual([['a@L:0/M:0', 1], ['a@L:0/M:1', 1], ['M@L:0', 2]]); // prettier-ignore
  });

  it('let an inner body see what came before the outer loop and what is beside it in the same iteration', () => {
    //  t ► c ► j.a,  L.item ► b ► j.b,  M.item ► j.c
    const graph = drawGraph(
      ['t -> L', 't -> c', 'L.item -> M', 'L.item -> b', 'c -> j.a', 'b -> j.b', 'M.item -> j.c', 'j -> M.next', 'M.done -> L.next'],
      { nodes: { ...nodes, j: 'join3' } },
    ); // prettier-ignore
    const run = given(graph)
      .started()
      .when(succeeded('c'), iterating('L', [1, 1]), succeeded('b@L:0'), iterating('M@L:0', [1, 1]))
      .expect(start('j@L:0/M:0'))
      .when(succeeded('j@L:0/M:0'), succeeded('j@L:0/M:1'), iterating('M@L:1', [1]))
      .expect(start('b@L:1'))
      .when(succeeded('b@L:1'))
      .expect(start('j@L:1/M:0'));
    expect(run.state.steps.get('j@L:1/M:0')?.inputs).toMatchObject({
      a: { from: 'c' }, b: { from: 'b@L:1' }, c: { from: 'M@L:1' },
    }); // prettier-ignore
    run.when(succeeded('j@L:1/M:0')).expect(finish('succeeded', 'L'));
  });
});

describe('what leaves the body', () => {
  it('is delivered for each iteration with its path, and the loop does not wait for it', () => {
    //  L.item ► a ► L.next
    //           a ► z ◄ t
    const run = given(
      drawGraph(['t -> L', 'L.item -> a', 'a -> L.next', 'a -> z', 't -> z', 'L.done -> y'], LOOP),
    )
      .started()
      .expect(start('L'), start('z@e5'))
      .when(iterating('L', [1, 1]), succeeded('a@L:0'))
      .expect(start('a@L:1'), start('z@L:0/e4'), start('z@e5'))
      .when(succeeded('a@L:1'))
      .expect(start('z@L:0/e4'), start('z@L:1/e4'), start('z@e5'), start('y'));
    run
      .when(succeeded('z@L:0/e4'), succeeded('z@L:1/e4'), succeeded('z@e5'), succeeded('y'))
      .expect(finish('succeeded', 'y'));
  });

  it('meets what waits for the loop after it, once for each iteration', () => {
    //  L.item ► a ► L.next, a ► j.a
    //  L.done ► y ────────────► j.b      j is not part of the body: it waits for the loop's end
    const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> L.next', 'a -> j.a', 'L.done -> y', 'y -> j.b'], {
      nodes: { L: 'loop', j: 'join' },
    });
    given(graph)
      .started()
      .when(iterating('L', [1, 1]), succeeded('a@L:0'), succeeded('a@L:1'))
      .expect(start('y'))
      .when(succeeded('y'))
      .expect(start('j@L:0'), start('j@L:1'));
  });

  it('counts for nothing at next when it comes from outside', () => {
    // t ► L.next is no way to feed a loop
    given(drawGraph(['t -> L', 't -> L.next', 'L.item -> a', 'L.done -> z'], LOOP))
      .started()
      .when(iterating('L', [1]), succeeded('a@L:0'))
      .expect(finish('succeeded', 'a@L:0'));
  });
});

describe('a failure in the body', () => {
  //          ┌► a ────► L.next
  // L.item ──┤
  //          └► b ► c ► L.next
  const arrows = [
    't -> L',
    'L.item -> a',
    'L.item -> b',
    'a -> L.next',
    'b -> c',
    'c -> L.next',
    'L.done -> z',
  ];

  it('ends the run with `stop`', () => {
    given(drawGraph(arrows, LOOP))
      .started()
      .when(iterating('L', [1, 1]), failed('b@L:0', { retryable: false }))
      .expect('abort', finish('failed', 'b@L:0'));
  });

  it('ends its iteration with `continue`: the rest of it is cancelled and what came of it does not count', () => {
    const run = given(drawGraph(arrows, LOOP))
      .started()
      .when(iterating('L', [1, 1], { onItemError: 'continue' }), succeeded('a@L:0'), succeeded('b@L:0'))
      .when(failed('c@L:0', { retryable: false }))
      .expect(start('a@L:1'), start('b@L:1'))
      .when(failed('b@L:1', { retryable: false }))
      .expect(finish('succeeded'));
    expect(doneOf(run)).toEqual([]);
    expect(run.state.steps.get('a@L:1')?.status).toBe('cancelled');
    expect(run.state.scheduling.instances.size).toBe(0);
    const late = { ...succeeded('a@L:1')(run.state, 5000, run.plan) };
    expect(applyFact(run.plan, run.state, late)).toBe(false);
  });

  it('stands in done at its place with `collect`', () => {
    const run = given(drawGraph(arrows, MAP))
      .started()
      .when(iterating('L', [1, 1, 1], { onItemError: 'collect', concurrency: 3 }))
      .when(succeeded('a@L:2'), succeeded('b@L:2'), succeeded('c@L:2'))
      .when(failed('a@L:1', { retryable: false }))
      .when(succeeded('b@L:0'), succeeded('c@L:0'), succeeded('a@L:0'))
      .expect(start('z'));
    expect(doneOf(run)).toEqual([['a@L:0', 1], ['c@L:0', 1], [null, 1], ['a@L:2', 1], ['c@L:2', 1]]); // prettier-ignore
    expect(run.state.steps.get('L')?.iterations?.collected[2]?.data).toEqual({
      count: 1,
      items: [{ json: { error: { code: 'test.failed', message: 'It failed.' } } }],
    });
  });

  it('takes waits and doubts of the iteration with it, and steps in the line', () => {
    const graph = drawGraph(arrows, { nodes: { L: 'map', a: 'write' }, order: 'levels' });
    given(graph)
      .started()
      .when(
        iterating('L', [1, 1], { onItemError: 'continue', concurrency: 2 }),
        intended('a@L:0'),
        doubted('a@L:0'),
      )
      .when(failed('b@L:0', { retryable: false }))
      .expect(start('a@L:1'))
      .when(succeeded('a@L:1'), succeeded('b@L:1'), succeeded('c@L:1'))
      .expect(start('z'));
    given(graph)
      .started()
      .when(iterating('L', [1], { onItemError: 'collect' }), intended('a@L:0'), doubted('a@L:0'))
      .when(doubtDecided('a@L:0', 'fail'))
      .expect(start('z'));
  });

  it('goes up to the loop that goes on with it', () => {
    //  L (continue) holds M (stop)
    const nested = drawGraph(
      ['t -> L', 'L.item -> M', 'M.item -> a', 'a -> M.next', 'M.done -> L.next', 'L.done -> z'],
      { nodes: { L: 'loop', M: 'map' } },
    );
    const run = given(nested)
      .started()
      .when(iterating('L', [1, 1], { onItemError: 'collect' }), iterating('M@L:0', [1, 1], { concurrency: 2 }))
      .when(failed('a@L:0/M:1', { retryable: false }))
      .expect(start('M@L:1'))
      .expectSteps({
        t: 'succeeded', L: 'running', 'M@L:0': 'cancelled', 'a@L:0/M:0': 'cancelled', 'a@L:0/M:1': 'failed', 'M@L:1': 'queued',
      }); // prettier-ignore
    run.when(iterating('M@L:1', [1]), succeeded('a@L:1/M:0')).expect(start('z'));
    expect(doneOf(run)).toEqual([[null, 1], ['M@L:1', 1]]); // prettier-ignore
  });

  it('is tried again first, where the node says so', () => {
    const nodes = {
      L: 'loop',
      a: { settings: { retry: { attempts: 2, backoff: 'fixed' as const, delayMs: 100 } } },
    };
    given(drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], { nodes }))
      .started()
      .when(iterating('L', [1, 1], { onItemError: 'continue' }), failed('a@L:0'))
      .expect('timer a@L:0 1103')
      .later(100)
      .when(timerFired('a@L:0'), failed('a@L:0'))
      .expect(start('a@L:1'));
  });
});

describe('too many steps', () => {
  it('end the run', () => {
    const run = given(drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], LOOP), { maxSteps: 4 })
      .started()
      .when(iterating('L', [1, 1, 1]), succeeded('a@L:0'), succeeded('a@L:1'))
      .expect('abort', finish('failed'))
      .when(finished());
    expect(run.state.finished?.error?.code).toBe('run.too-many-steps');
  });

  it('are counted by the limit that the start recorded, whatever the plan says', () => {
    const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], LOOP);
    const tight = given(graph)
      .started({ main: 1 }, { limits: { maxSteps: 4 } })
      .when(iterating('L', [1, 1, 1]), succeeded('a@L:0'), succeeded('a@L:1'), finished());
    expect(tight.state.finished?.error?.message).toContain('more than 4 steps');
    const wide = given(graph, { maxSteps: 4 })
      .started({ main: 1 }, { limits: { maxSteps: 5 } })
      .when(iterating('L', [1, 1, 1]), succeeded('a@L:0'), succeeded('a@L:1'));
    expect(wide.state.ending).toBeNull();
  });
});

describe('a long loop', () => {
  it('costs its iterations and no more', () => {
    const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> b', 'b -> L.next', 'L.done -> z'], {
      nodes: { L: 'map', a: { settings: { disabled: true } }, b: { settings: { disabled: true } } },
    });
    given(graph)
      .started()
      .when(
        iterating(
          'L',
          Array.from({ length: 5000 }, () => 1),
          { concurrency: 3 },
        ),
      )
      .expect(start('z'));
  });
});
