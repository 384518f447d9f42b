import { describe, expect, it } from 'vitest';
import { runStepViewSchema } from '@/core/contracts/run-view';
import { drawGraph } from '@/testing/engine/draw-graph';
import { doubted, given, intended, iterating, succeeded } from '@/testing/engine/transcript';
import { changedSince, changedSteps, projectRun, projectSteps } from './run-view';
import { applyFact } from './state';

describe('projectSteps', () => {
  it('shows steps in plan order, then path, in the shape of the contract', () => {
    const run = given(drawGraph(['t -> a', 't -> b', 'b -> m', 'a -> m']))
      .started()
      .when(succeeded('b'), succeeded('a', { main: 2 }), succeeded('m@e3'));
    const steps = projectSteps(run.plan, run.state, { outputs: true });
    expect(steps.map((step) => step.key)).toEqual(['t', 'a', 'b', 'm@e3', 'm@e4']);
    for (const step of steps) expect(runStepViewSchema.parse(step)).toEqual(step);
    expect(steps[1]).toMatchObject({ itemCounts: { main: 2 }, attempts: 1, iteration: null, durationMs: 1 });
    expect(steps[3]).toMatchObject({ iteration: 'e3', outputs: { main: [{ json: { index: 0 } }] } });
    expect(projectRun(run.plan, run.state)).toMatchObject({
      status: 'running',
      trigger: 't',
      finishedAt: null,
    });
  });

  it('counts what a loop has handed out so far', () => {
    const arrows = ['t -> L', 'L.item -> a', 'a -> L.next', 'L.done -> z'];
    const run = given(drawGraph(arrows, { nodes: { L: 'loop' } })).started({ main: 3 });
    const handedOut = () => projectSteps(run.plan, run.state).find(({ key }) => key === 'L')?.handedOut;
    expect(handedOut()).toBeUndefined();
    run.when(iterating('L', [2, 1]));
    expect(handedOut()).toEqual({ item: 2 });
    run.when(succeeded('a@L:0', { main: 2 }));
    expect(handedOut()).toEqual({ item: 3 });
    run.when(succeeded('a@L:1'));
    expect(handedOut()).toEqual({ item: 3 });
  });

  it('says in words what is in doubt', () => {
    const run = given(drawGraph(['t -> w'], { nodes: { w: 'write' } }))
      .started()
      .when(intended('w'), doubted('w'));
    expect(projectSteps(run.plan, run.state)[1]).toMatchObject({
      status: 'in-doubt',
      doubts: [{ effect: 'call', summary: 'POST /orders' }],
    });
  });
});

describe('changedSteps', () => {
  it('names what the last facts touched, down to the skipped steps', () => {
    const run = given(
      drawGraph(['t -> if', 'if.true -> a', 'if.false -> b'], { nodes: { if: 'split' } }),
    ).started();
    const mark = run.state.folded;
    const fact = succeeded('if', { true: 1 })(run.state, 5000, run.plan);
    applyFact(run.plan, run.state, fact);
    expect(changedSteps(run.plan, run.state, [fact]).map((step) => step.key)).toEqual(['if', 'a', 'b']);
    expect(changedSince(run.plan, run.state, mark).map((step) => step.status)).toEqual([
      'succeeded',
      'queued',
      'skipped',
    ]);
  });
});
