/**
 * A run's state as plain data for comparing: all that decides what happens next, nothing of how it is kept. Steps are
 * sorted, so two states are equal whatever order parallel steps ended in.
 */
import type { RunState } from '@/core/engine/types';

export function describeState(state: RunState) {
  return {
    started: state.started,
    finished: state.finished,
    ending: state.ending,
    paused: state.paused,
    answer: state.answer,
    life: state.life,
    exhausted: state.exhausted,
    cut: state.cut.map(({ step, status, wait }) => ({ step: step.key, status, wait })).sort(byStep),
    iterating: [...state.iterating].map((step) => step.key).sort(),
    instances: [...state.scheduling.instances.keys()].sort(),
    line: state.line.map((step) => step.key),
    queued: [...state.queued].map((step) => step.key).sort(),
    waiting: [...state.waiting].map((step) => step.key).sort(),
    open: state.scheduling.open,
    cycles: [...state.scheduling.cycles]
      .map(([key, { begun, open, over, counts, came }]) => ({
        step: key,
        begun,
        open,
        over,
        counts: [...counts].sort(),
        came: came.map(({ delivery }) => delivery.from).sort(),
      }))
      .sort(byStep),
    groups: [...state.scheduling.groups].map(([key, group]) => [key, group.resolved]).sort(),
    steps: [...state.steps.values()]
      .map(({ effects, touched: _touched, iterations, ...step }) => ({
        ...step,
        effects: Object.fromEntries(effects),
        iterations: iterations && {
          ...iterations,
          arrived: iterations.arrived && [...iterations.arrived].sort(([a], [b]) => a - b),
        },
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

function byStep(a: { step: string }, b: { step: string }): number {
  return a.step < b.step ? -1 : 1;
}
