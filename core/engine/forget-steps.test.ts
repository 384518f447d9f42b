/** What stays of a run that is over (`settings.save`). */
import { describe, expect, it } from 'vitest';
import { drawGraph } from '@/testing/engine/draw-graph';
import { answered, failed, finished, given, intended, resumed, succeeded } from '@/testing/engine/transcript';
import { endAlone, forgetsSteps } from './forget-steps';
import { projectSteps } from './run-view';
import { applyFact, foldFacts } from './state';
import type { Fact } from './types';

type Save = 'all' | 'failures' | 'none';
const plain = { isTest: false, isAwaited: false };

// t ─► a ─► b
const ended = (save: Save) => {
  const graph = drawGraph(['t -> a', 'a -> b']);
  return given({ ...graph, settings: { ...graph.settings, save } })
    .started()
    .when(succeeded('a'), succeeded('b'), finished());
};

describe('what a workflow keeps of its runs', () => {
  it.each([
    ['all', 'succeeded', false],
    ['all', 'failed', false],
    ['failures', 'succeeded', true],
    ['failures', 'failed', false],
    ['failures', 'cancelled', false],
    ['none', 'succeeded', true],
    ['none', 'failed', true],
  ] as const)('“%s” of a run that %s: forgets %s', (save, status, forgets) => {
    const { plan, state } = ended(save);
    expect(forgetsSteps(plan, state, { status, ...plain })).toBe(forgets);
    expect(forgetsSteps(plan, state, { status, ...plain, isTest: true })).toBe(false);
  });

  it('is everything of a run that another one waits for and that did anything outside', () => {
    const { plan, state } = ended('none');
    const awaited = { status: 'succeeded', isTest: false, isAwaited: true } as const;
    expect(forgetsSteps(plan, state, awaited)).toBe(true);
    const graph = drawGraph(['t -> a']);
    const wrote = given({ ...graph, settings: { ...graph.settings, save: 'none' } })
      .started()
      .when(intended('a', 'send'), answered('a', 'send'), succeeded('a'), finished());
    expect(forgetsSteps(wrote.plan, wrote.state, awaited)).toBe(false);
    expect(forgetsSteps(wrote.plan, wrote.state, { ...awaited, isAwaited: false })).toBe(true);
  });
});

describe('a log of start and end', () => {
  const bare = (facts: readonly Fact[]): Fact[] =>
    facts.flatMap((fact): Fact[] =>
      fact.kind === 'run-started' ? [fact] : fact.kind === 'run-finished' ? [endAlone(fact)] : [],
    );

  it('tells how the run ended, and nothing false of its steps', () => {
    const { plan, facts } = ended('none');
    const state = foldFacts(plan, bare(facts));
    expect(state.finished).toMatchObject({ status: 'succeeded', stepsForgotten: true });
    expect(projectSteps(plan, state).map(({ key, status }) => [key, status])).toEqual([['t', 'succeeded']]);
  });

  it('counts after any number of resumes, and cannot be resumed itself', () => {
    const run = given(drawGraph(['t -> a']))
      .started()
      .when(
        failed('a', { retryable: false }),
        finished(),
        resumed(),
        failed('a', { retryable: false }),
        finished(),
      );
    const [start, , , , , end] = run.facts;
    if (!start || end?.kind !== 'run-finished') throw new Error('the transcript is another one');
    expect(end.life).toBe(1);
    const state = foldFacts(run.plan, bare([start, end]));
    expect(state.finished?.status).toBe('failed');
    expect(applyFact(run.plan, state, { kind: 'run-resumed', at: 9999, by: 'ada' })).toBe(false);
  });
});
