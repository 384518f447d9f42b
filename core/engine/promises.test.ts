/** The engine's promises (README of this folder), held over random graphs, worlds, schedules and crashes. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { OrderStrategy } from '@/core/contracts/portable-workflow';
import { engineCatalog } from '@/testing/engine/catalog';
import { describeState } from '@/testing/engine/describe-state';
import { expectedCollected, expectedSteps } from '@/testing/engine/expected-steps';
import { playRun, resultOf } from '@/testing/engine/play-run';
import type { Played, PlayOptions } from '@/testing/engine/play-run';
import { randomGraph } from '@/testing/engine/random-graph';
import { randomCases } from '@/testing/random-cases';
import { compilePlan } from './compile-plan';
import { decide } from './decide';
import { isTerminal } from './run-status';
import { applyFact, createRunState, foldFacts } from './state';
import type { Plan, StepKey, StepState } from './types';

const seed = fc.nat(1_000_000_000);
// Many plays, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

const ORDERS: readonly OrderStrategy[] = ['parallel', 'branches', 'levels'];
/** Some faults show in one of hundreds. */
const RUNS = 160;

function plans(order: OrderStrategy, mayStop: boolean): fc.Arbitrary<Plan> {
  return randomGraph({ order, mayStop }).map((graph) => compilePlan(graph, engineCatalog));
}

function check(
  plan: fc.Arbitrary<Plan>,
  body: (play: (more?: Partial<PlayOptions>) => Played, plan: Plan, seeds: [number, number]) => void,
): void {
  fc.assert(
    fc.property(plan, seed, seed, (compiled, world, schedule) => {
      body((more) => playRun({ plan: compiled, world, schedule, ...more }), compiled, [world, schedule]);
    }),
    { numRuns: randomCases(RUNS) },
  );
}

describe.each(ORDERS)('order %s', (order) => {
  it('the same facts give the same commands, and folding the log gives the state', () => {
    check(plans(order, true), (play, plan) => {
      play({
        pauses: 0.05,
        onFact: (_fact, state, facts) => {
          // The longer the log, the dearer each look at it.
          if (facts.length > 30 && facts.length % 10 !== 0) return;
          const again = foldFacts(plan, facts);
          expect(describeState(again)).toEqual(describeState(state));
          expect(decide(plan, again)).toEqual(decide(plan, state));
        },
      });
    });
  });

  it('a duplicate or stale fact changes nothing', () => {
    check(plans(order, true), (play, plan) => {
      const { facts } = play({ crashes: 0.1, pauses: 0 });
      const state = createRunState(plan);
      for (const [index, fact] of facts.entries()) {
        applyFact(plan, state, fact);
        const before = describeState(state);
        for (const stale of facts.slice(0, index + 1)) {
          expect(applyFact(plan, state, stale), JSON.stringify(stale)).toBe(false);
        }
        expect(describeState(state)).toEqual(before);
      }
    });
  });

  it('each step ends in exactly one terminal status', () => {
    check(plans(order, true), (play) => {
      const ended = new Map<StepKey, StepState['status']>();
      const { state } = play({
        crashes: 0.05,
        cancels: 0.01,
        onFact: (_fact, now) => {
          for (const [key, status] of ended) expect(now.steps.get(key)?.status).toBe(status);
          for (const step of now.steps.values())
            if (isTerminal(step.status)) ended.set(step.key, step.status);
        },
      });
      for (const step of state.steps.values()) expect(isTerminal(step.status), step.key).toBe(true);
    });
  });

  it('a finished run gives no commands and cannot be changed', () => {
    check(plans(order, true), (play, plan) => {
      const { state, facts } = play({ cancels: 0.02 });
      expect(decide(plan, state)).toEqual([]);
      const before = describeState(state);
      for (const fact of facts) expect(applyFact(plan, state, fact)).toBe(false);
      expect(describeState(state)).toEqual(before);
    });
  });

  it('a run that is neither finished nor paused and that nobody works on waits for something', () => {
    check(plans(order, true), (play) => {
      play({
        crashes: 0.1,
        pauses: 0.02,
        resumes: 0.7,
        onDecide: (commands, state, inFlight) => {
          if (!state.finished && !state.paused && !inFlight) expect(commands).not.toEqual([]);
          if (order !== 'parallel') {
            expect(commands.filter((command) => command.kind === 'start-step').length).toBeLessThanOrEqual(1);
          }
        },
      });
    });
  });

  it('the order in which parallel steps end changes no output, and no more do pauses', () => {
    check(plans(order, false), (play, _plan, [, schedule]) => {
      expect(resultOf(play({ schedule: schedule + 1, pauses: 0.1 }))).toEqual(resultOf(play()));
    });
  });

  it('steps and their inputs are those of the activation rules', () => {
    check(plans(order, false), (play, plan) => {
      const { state } = play();
      const ran = [...state.steps.values()].filter(
        (step) => step.status !== 'skipped' && step.nodeId !== 't',
      );
      const inputs = ran.map((step): [StepKey, unknown] => [
        step.key,
        Object.fromEntries(
          Object.entries(step.inputs).map(([port, { edge, from }]) => [port, { edge, from }]),
        ),
      ]);
      expect(new Map(inputs)).toEqual(expectedSteps(plan, state));
      for (const step of state.steps.values()) {
        if (!step.iterations) continue;
        expect(step.iterations.collected.map(({ from }) => from)).toEqual(
          expectedCollected(plan, state, step),
        );
      }
      expect(state.scheduling.open, 'all is closed').toBe(0);
      for (const node of plan.ordered) {
        const reachable = state.scheduling.start.reachable[node.order] === 1;
        const steps = [...state.steps.values()].filter((step) => step.nodeId === node.id);
        expect(steps.length > 0, `${node.id} has a step`).toBe(reachable);
      }
    });
  });

  it('a crash anywhere changes no result', () => {
    // Writes cut off by the crash are repeated or vouched for, so they end as they would have.
    const repeating = randomGraph({ order, mayStop: false }).map((graph) => {
      for (const node of graph.nodes) if (node.settings.inDoubt === 'fail') node.settings.inDoubt = 'repeat';
      return compilePlan(graph, engineCatalog);
    });
    check(repeating, (play) => {
      expect(resultOf(play({ crashes: 0.2, pauses: 0.05 }))).toEqual(resultOf(play()));
    });
  });

  it('no write is repeated against its policy', () => {
    check(plans(order, true), (play, plan) => {
      const { calls, state } = play({ crashes: 0.3 });
      for (const [step, count] of calls) {
        const node = plan.nodes.get(state.steps.get(step)?.nodeId ?? '');
        if (node?.inDoubt !== 'repeat') expect(count, `calls of ${step}`).toBe(1);
      }
    });
  });

  it('a paused run starts nothing, and what its waits come to meanwhile is not forgotten', () => {
    check(plans(order, false), (play) => {
      const ended = new Set<StepKey>();
      const { state } = play({
        pauses: 0.2,
        onFact: (fact, now) => {
          if (!now.paused || !('step' in fact)) return;
          if (fact.kind === 'timer-fired' || fact.kind === 'signal-received') ended.add(fact.step);
        },
        onDecide: (commands, now) => {
          if (now.paused) expect(commands.filter((command) => command.kind === 'start-step')).toEqual([]);
        },
      });
      for (const key of ended) expect(isTerminal(state.steps.get(key)?.status ?? 'queued'), key).toBe(true);
    });
  });

  it('a cancelled run starts nothing more', () => {
    check(plans(order, true), (play) => {
      let cancelled = false;
      play({
        cancels: 0.1,
        crashes: 0.05,
        onFact: (fact) => {
          cancelled ||= fact.kind === 'cancel-requested';
        },
        onDecide: (commands) => {
          if (cancelled) expect(commands.some((command) => command.kind === 'start-step')).toBe(false);
        },
      });
    });
  });
});
