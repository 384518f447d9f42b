/** What moves a step and a run on: retries, waits, doubts, pause, cancel, and the order strategies. */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import {
  answered, cancelRequested, continued, doubtDecided, doubted, effectFailed, failed, finish, finished, given, intended,
  paused, signalReceived, start, succeeded, suspended, timerFired,
} from '@/testing/engine/transcript'; // prettier-ignore
import { findDoubts } from './recover';
import { runStatus } from './run-status';
import { applyFact } from './state';

const retried = { settings: { retry: { attempts: 2, backoff: 'fixed' as const, delayMs: 100 } } };

describe('what a run gives', () => {
  it('is never what its last node set aside', () => {
    // t ─► s
    const graph = drawGraph(['t -> s'], { nodes: { s: 'sieve' } });
    const countOf = (counts: Record<string, number>) =>
      given(graph).started().when(succeeded('s', counts), finished()).state.finished?.output?.data.count;
    expect(countOf({ kept: 2, dropped: 3 })).toBe(2);
    expect(countOf({ kept: 0, dropped: 3 })).toBe(0);
  });
});

describe('failures', () => {
  it('are tried again after a delay, then end the run and stop the others', () => {
    // t ─► a    t ─► b
    const run = given(drawGraph(['t -> a', 't -> b'], { nodes: { a: retried } }))
      .started()
      .when(failed('a'))
      .expect('timer a 1102', start('b'))
      .later(100)
      .when(timerFired('a'))
      .expect(start('a', 2), start('b'))
      .when(failed('a'))
      .expect('abort', finish('failed', 'a'))
      .when(finished())
      .expectSteps({ t: 'succeeded', a: 'failed', b: 'cancelled' });
    expect(run.state.finished?.error).toMatchObject({
      code: 'test.failed',
      nodeId: 'a',
      nodeName: 'a',
      step: 'a',
    });
  });

  it('do not fire a later wait by an echo of an earlier timer', () => {
    const run = given(
      drawGraph(['t -> a'], { nodes: { a: { settings: { retry: { attempts: 3, delayMs: 100 } } } } }),
    )
      .started()
      .when(failed('a'))
      .later(100)
      .when(timerFired('a'), failed('a'));
    expect(applyFact(run.plan, run.state, { kind: 'timer-fired', at: 1103, step: 'a' })).toBe(false);
  });

  it('leave by the error port where the settings say so', () => {
    // t ─► a ─main─► b
    //        └error─► c
    given(
      drawGraph(['t -> a', 'a -> b', 'a.error -> c'], {
        nodes: { a: { settings: { onError: 'error-port' } } },
      }),
    )
      .started()
      .when(failed('a', { retryable: false }))
      .expect(start('c'))
      .expectSteps({ t: 'succeeded', a: 'failed', b: 'skipped', c: 'queued' })
      .when(succeeded('c'))
      .expect(finish('succeeded', 'c'));
  });

  it('go on by the first port with continue', () => {
    const run = given(
      drawGraph(['t -> a', 'a -> b'], { nodes: { a: { settings: { onError: 'continue' } } } }),
    )
      .started()
      .when(failed('a'))
      .expect(start('b'));
    const data = run.state.steps.get('b')?.inputs['main']?.data;
    expect(data).toEqual({
      count: 1,
      items: [{ json: { error: { code: 'test.failed', message: 'It failed.' } } }],
    });
  });
});

describe('waits', () => {
  it('for time and for a signal resume the step', () => {
    const run = given(drawGraph(['t -> a', 'a -> b']))
      .started()
      .when(suspended('a', { forMs: 500 }))
      .expect('timer a 1502');
    expect(runStatus(run.state, false)).toBe('waiting');
    run
      .later(500)
      .when(timerFired('a'))
      .expect(start('a', 2))
      .when(suspended('a', { signal: 'go' }))
      .expect('signal a go')
      .when(signalReceived('a', { approved: true }))
      .expect(start('a', 3));
    expect(run.state.steps.get('a')?.resumed).toEqual({ payload: { approved: true } });
    run.when(succeeded('a')).expect(start('b'));
  });
});

describe('writes', () => {
  const graph = drawGraph(['t -> w', 'w -> b'], { nodes: { w: 'write' } });

  it('cut off between intent and answer are in doubt until a person decides', () => {
    const run = given(graph).started().when(intended('w'));
    expect(findDoubts(run.plan, run.state)).toMatchObject([
      { step: 'w', policy: 'ask', effects: ['call'], attempt: 1 },
    ]);
    run
      .when(doubted('w'))
      .expect('decision w call')
      .expectSteps({ t: 'succeeded', w: 'in-doubt' })
      .when(doubtDecided('w', 'done', { id: 7 }))
      .expect(start('w', 2));
    expect(run.state.steps.get('w')?.effects.get('call')).toMatchObject({
      status: 'answered',
      result: { id: 7 },
      decidedBy: 'ada',
    });
    expect(findDoubts(run.plan, run.state)).toEqual([]);
  });

  it('may be decided to be repeated, or to have failed', () => {
    given(graph)
      .started()
      .when(intended('w'), doubted('w'), doubtDecided('w', 'repeat'))
      .expect(start('w', 2));
    given(graph)
      .started()
      .when(intended('w'), doubted('w'), doubtDecided('w', 'fail'))
      .expect('abort', finish('failed', 'w'));
  });

  it('that were answered or refused are in no doubt, and an echo of the intent opens nothing again', () => {
    const run = given(graph).started().when(intended('w'), effectFailed('w'));
    const intent = run.facts[1];
    expect(intent && applyFact(run.plan, run.state, intent)).toBe(false);
    expect(findDoubts(run.plan, run.state)).toEqual([]);
    run.when(intended('w'));
    expect(findDoubts(run.plan, run.state)).toHaveLength(1);
    run.when(answered('w'));
    expect(findDoubts(run.plan, run.state)).toEqual([]);
  });
});

describe('pause and cancel', () => {
  it('a paused run starts nothing until it is continued', () => {
    const run = given(drawGraph(['t -> a', 'a -> b']))
      .started()
      .when(paused())
      .expect();
    expect(runStatus(run.state, true)).toBe('paused');
    run.when(succeeded('a')).expect().when(continued()).expect(start('b'));
  });

  it('a cancelled run finishes at once and results that come late do not count', () => {
    const run = given(drawGraph(['t -> a', 'a -> b']))
      .started()
      .when(cancelRequested())
      .expect('abort', finish('cancelled'));
    const late = succeeded('a')(run.state, 2000, run.plan);
    expect(applyFact(run.plan, run.state, late)).toBe(false);
    run.when(finished()).expect().expectSteps({ t: 'succeeded', a: 'cancelled' });
  });
});

describe('order strategies', () => {
  //     ┌► a (y 1) ─► c
  // t ──┤
  //     └► b (y 0) ─► d
  const arrows = ['t -> a', 't -> b', 'a -> c', 'b -> d'];
  const nodes = { a: { position: { x: 0, y: 1 } }, b: { position: { x: 0, y: 0 } } };

  it('branches: one branch after another, the upper one first', () => {
    given(drawGraph(arrows, { nodes, order: 'branches' }))
      .started()
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(start('d'))
      .when(succeeded('d'))
      .expect(start('a'))
      .when(suspended('a', { signal: 'go' }))
      .expect('signal a go')
      .when(signalReceived('a'), succeeded('a'))
      .expect(start('c'));
  });

  it('levels: breadth first, in file order', () => {
    given(drawGraph(arrows, { nodes, order: 'levels' }))
      .started()
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(start('c'))
      .when(succeeded('c'))
      .expect(start('d'));
  });

  //     ┌► a ─► j.a ─► z
  // t ──┤
  //     └► b ─► c ─► j.b
  const join = (order: 'branches' | 'levels') =>
    given(
      drawGraph(['t -> a', 't -> b', 'a -> j.a', 'b -> c', 'c -> j.b', 'j -> z'], {
        order,
        nodes: { j: { type: 'join', position: { x: 9, y: 0 } } },
      }),
    ).started();

  it('branches: a join stands where the branch that completed it did', () => {
    join('branches')
      .expect(start('a'))
      .when(succeeded('a'))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(start('c'))
      .when(succeeded('c'))
      .expect(start('j'))
      .when(succeeded('j'))
      .expect(start('z'));
  });

  it('levels: a join comes after what was ready before it was complete', () => {
    join('levels')
      .when(succeeded('a'))
      .expect(start('b'))
      .when(succeeded('b'))
      .expect(start('c'))
      .when(succeeded('c'))
      .expect(start('j'));
  });

  it('a step that is called again keeps its place and holds up the line', () => {
    for (const order of ['branches', 'levels'] as const) {
      const retry = { attempts: 2, backoff: 'fixed' as const, delayMs: 10 };
      given(drawGraph(['t -> a', 't -> b'], { order, nodes: { a: { settings: { retry } } } }))
        .started()
        .when(failed('a'))
        .expect('timer a 1012')
        .later(50)
        .when(timerFired('a'))
        .expect(start('a', 2))
        .when(succeeded('a'))
        .expect(start('b'));
    }
  });
});

describe('a paused run', () => {
  it('lets what is in flight end, remembers what its waits came to, and starts all of it when it goes on', () => {
    //   t ─► a ─► c    t ─► w (waits)    t ─► s (waits for a signal)
    given(drawGraph(['t -> a', 't -> w', 't -> s', 'a -> c']))
      .started()
      .when(suspended('w', { forMs: 10 }), suspended('s', { signal: 'go' }), paused())
      .expect('timer w 1012', 'signal s go')
      .when(succeeded('a'))
      .expect('timer w 1012', 'signal s go')
      .later(50)
      .when(timerFired('w'), signalReceived('s', 7))
      .expect()
      .when(continued())
      .expect(start('w', 2), start('s', 2), start('c'));
  });
});
