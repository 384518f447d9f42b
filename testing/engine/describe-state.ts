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
    line: state.line.map((step) => step.key),
    queued: [...state.queued].map((step) => step.key).sort(),
    waiting: [...state.waiting].map((step) => step.key).sort(),
    open: state.scheduling.open,
    groups: [...state.scheduling.groups].map(([key, group]) => [key, group.resolved]).sort(),
    steps: [...state.steps.values()]
      .map(({ effects, touched: _touched, ...step }) => ({ ...step, effects: Object.fromEntries(effects) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
