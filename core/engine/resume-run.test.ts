/** A run that failed or was cancelled goes on where it ended. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { OrderStrategy } from '@/core/contracts/portable-workflow';
import { engineCatalog } from '@/testing/engine/catalog';
import { describeState } from '@/testing/engine/describe-state';
import { drawGraph } from '@/testing/engine/draw-graph';
import { playRun, resultOf } from '@/testing/engine/play-run';
import { randomGraph } from '@/testing/engine/random-graph';
import {
  answered, cancelRequested, doubtDecided, doubted, failed, finish, finished, given, intended, iterating, paused, resumed,
  start, succeeded, suspended,
} from '@/testing/engine/transcript'; // prettier-ignore
import { randomCases } from '@/testing/random-cases';
import { compilePlan } from './compile-plan';
import { runStatus } from './run-status';
import { projectSteps } from './run-view';
import { applyFact, createRunState, foldFacts } from './state';

// Many plays, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

const ORDERS: readonly OrderStrategy[] = ['parallel', 'branches', 'levels'];
const final = { retryable: false };

describe('a failed run that is resumed', () => {
  it('calls the step that stopped it again, and what stood beside it', () => {
    // t ─► a ─► c    t ─► b
    const run = given(drawGraph(['t -> a', 't -> b', 'a -> c']))
      .started()
      .when(failed('a', final))
      .expect('abort', finish('failed', 'a'))
      .when(finished())
      .expectSteps({ t: 'succeeded', a: 'failed', b: 'cancelled' })
      .when(resumed())
      .expect(start('a', 2), start('b', 2))
      .when(succeeded('a'))
      .expect(start('b', 2), start('c'));
    expect(run.state.steps.get('a')).toMatchObject({ error: null, failures: 0 });
    expect(runStatus(run.state, true)).toBe('running');
    run.when(succeeded('b'), succeeded('c')).expect(finish('succeeded', 'c'));
  });

  it('may fail and be resumed again; what is known of earlier ends changes nothing', () => {
    const run = given(drawGraph(['t -> a']))
      .started()
      .when(failed('a', final), finished(), resumed(), failed('a', final));
    for (const fact of run.facts) expect(applyFact(run.plan, run.state, fact), fact.kind).toBe(false);
    run.when(finished(), resumed()).expect(start('a', 3)).when(succeeded('a'), finished());
    expect(run.state.finished?.status).toBe('succeeded');
    expect(applyFact(run.plan, run.state, { kind: 'run-resumed', at: 9999, by: 'ada' })).toBe(false);
  });

  it('counts the time of its calls, and not the time until somebody resumed it', () => {
    const run = given(drawGraph(['t -> a']))
      .started()
      .when(failed('a', final), finished())
      .later(3_600_000)
      .when(resumed(), failed('a', { retryable: false }), finished())
      .later(60_000)
      .when(resumed(), succeeded('a'), finished());
    expect(projectSteps(run.plan, run.state)).toMatchObject([
      { nodeId: 't' },
      { nodeId: 'a', durationMs: 1 },
    ]);
  });

  it('starts to count tries anew', () => {
    const retry = { attempts: 2, backoff: 'fixed' as const, delayMs: 100 };
    given(drawGraph(['t -> a', 't -> b'], { nodes: { a: { settings: { retry } } } }))
      .started()
      .when(failed('a'), failed('b', final), finished(), resumed())
      .expect(start('a', 2), start('b', 2))
      .when(failed('a'))
      .expect('timer a 1106', start('b', 2));
  });

  it('begins waits anew', () => {
    given(drawGraph(['t -> a', 't -> b']))
      .started()
      .when(suspended('a', { signal: 'go' }), failed('b', final), finished(), resumed())
      .expect(start('a', 2), start('b', 2))
      .when(suspended('a', { signal: 'go' }))
      .expect('signal a go', start('b', 2));
  });

  it('keeps the place of its steps in the line', () => {
    // t ─► a ─► c    t ─► b, the upper one first
    given(drawGraph(['t -> a', 't -> b', 'a -> c'], { order: 'branches' }))
      .started()
      .when(failed('a', final), finished(), resumed())
      .expect(start('a', 2))
      .when(succeeded('a'))
      .expect(start('c'))
      .when(succeeded('c'))
      .expect(start('b', 2));
  });

  it('goes on in the iteration where it ended', () => {
    const run = given(
      drawGraph(['t -> L', 'L.item -> a', 'a -> L.next', 'L.done -> z'], { nodes: { L: 'map' } }),
    )
      .started()
      .when(
        iterating('L', [1, 1, 1], { concurrency: 2 }),
        succeeded('a@L:0'),
        failed('a@L:2', final),
        finished(),
      )
      .expectSteps({
        t: 'succeeded',
        L: 'cancelled',
        'a@L:0': 'succeeded',
        'a@L:1': 'cancelled',
        'a@L:2': 'failed',
      })
      .when(resumed())
      .expect(start('a@L:1', 2), start('a@L:2', 2));
    expect(run.state.steps.get('L')?.status).toBe('running');
    run.when(succeeded('a@L:2'), succeeded('a@L:1')).expect(start('z'));
  });
});

describe('a cancelled run that is resumed', () => {
  it('goes on, though it was paused', () => {
    given(drawGraph(['t -> a']))
      .started()
      .when(paused(), cancelRequested(), finished(), resumed())
      .expect(start('a', 2))
      .when(cancelRequested())
      .expect('abort', finish('cancelled'));
  });

  it('cannot be resumed before it has ended, or after it succeeded', () => {
    const run = given(drawGraph(['t -> a'])).started();
    expect(applyFact(run.plan, run.state, { kind: 'run-resumed', at: 1, by: 'ada' })).toBe(false);
    run.when(succeeded('a'), finished());
    expect(applyFact(run.plan, run.state, { kind: 'run-resumed', at: 2, by: 'ada' })).toBe(false);
  });
});

describe('writes of a resumed run', () => {
  const graphs = (inDoubt: 'ask' | 'repeat' | 'fail') =>
    drawGraph(['t -> w', 'w -> b'], { nodes: { w: { type: 'write', settings: { inDoubt } } } });

  it('that were answered stay answered', () => {
    const run = given(graphs('ask'))
      .started()
      .when(intended('w'), answered('w', 'call', { id: 7 }));
    run.when(failed('w', final), finished(), resumed()).expect(start('w', 2));
    expect(run.state.steps.get('w')?.effects.get('call')).toMatchObject({
      status: 'answered',
      result: { id: 7 },
    });
  });

  it.each(['ask', 'fail'] as const)('that were under way are put before a person (%s)', (policy) => {
    given(graphs(policy))
      .started()
      .when(intended('w'), cancelRequested(), finished(), resumed())
      .expect('decision w call')
      .when(doubtDecided('w', 'done', 'yes'))
      .expect(start('w', 3));
  });

  it('that were under way are repeated where the node says so', () => {
    given(graphs('repeat'))
      .started()
      .when(intended('w'), cancelRequested(), finished(), resumed())
      .expect(start('w', 2));
  });

  it('that wait for a decision go on waiting for it', () => {
    const run = given(graphs('ask'))
      .started()
      .when(intended('w'), doubted('w'), cancelRequested(), finished(), resumed())
      .expect('decision w call');
    run.when(doubtDecided('w', 'fail'), finished(), resumed()).expect('decision w call');
  });
});

it('a run with too many steps cannot be resumed', () => {
  const graph = drawGraph(['t -> L', 'L.item -> a', 'a -> L.next'], { nodes: { L: 'loop' } });
  const run = given(graph, { maxSteps: 3 })
    .started()
    .when(iterating('L', [1, 1]), succeeded('a@L:0'), finished());
  expect(applyFact(run.plan, run.state, { kind: 'run-resumed', at: 9000, by: 'ada' })).toBe(false);
});

describe.each(ORDERS)('resume with the order %s', (order) => {
  const seed = fc.nat(1_000_000_000);
  const plans = (mayStop: boolean) =>
    randomGraph({ order, mayStop }).map((graph) => compilePlan(graph, engineCatalog));

  it('a resumed run whose cause is mended ends as if it had never ended before', () => {
    fc.assert(
      fc.property(plans(false), seed, seed, (plan, world, schedule) => {
        const play = { plan, world, onItemError: 'stop' as const };
        const broken = playRun({ ...play, schedule, breaks: 0.3, cancels: 0.03, resumes: 1 });
        fc.pre(broken.state.finished?.status === 'succeeded');
        expect(resultOf(broken)).toEqual(resultOf(playRun({ ...play, schedule: schedule + 1 })));
      }),
      { numRuns: randomCases(150) },
    );
  });

  it('folding the log gives the state, and echoes from before the resume change nothing', () => {
    fc.assert(
      fc.property(plans(true), seed, seed, (plan, world, schedule) => {
        const { facts, state } = playRun({
          plan, world, schedule, breaks: 0.2, cancels: 0.05, crashes: 0.05, resumes: 0.9,
        }); // prettier-ignore
        expect(describeState(foldFacts(plan, facts))).toEqual(describeState(state));
        const again = createRunState(plan);
        for (const [index, fact] of facts.entries()) {
          applyFact(plan, again, fact);
          if (fact.kind !== 'run-resumed') continue;
          const before = describeState(again);
          for (const stale of facts.slice(0, index + 1)) {
            expect(applyFact(plan, again, stale), JSON.stringify(stale)).toBe(false);
          }
          expect(describeState(again)).toEqual(before);
        }
      }),
      { numRuns: randomCases(100) },
    );
  });

  it('no write is repeated against its policy', () => {
    fc.assert(
      fc.property(plans(true), seed, seed, (plan, world, schedule) => {
        const { calls, state } = playRun({ plan, world, schedule, crashes: 0.2, cancels: 0.1, resumes: 0.9 });
        for (const [step, count] of calls) {
          const node = plan.nodes.get(state.steps.get(step)?.nodeId ?? '');
          if (node?.inDoubt !== 'repeat') expect(count, `calls of ${step}`).toBe(1);
        }
      }),
      { numRuns: randomCases(100) },
    );
  });
});
