/** The steps of a run as bars on a common time line. Pure: `nowMs` is handed in for what still runs. */
import type { RunStepView, RunView } from '@/core/contracts/run-view';

export interface StepBar {
  step: RunStepView;
  /** Share of the run's length before the step began, 0–1. */
  offset: number;
  /** Share of the run's length the step took, 0–1. */
  length: number;
}

/** Bars in the order of the steps' beginnings; steps that never began come last. */
export function stepBars(run: Pick<RunView, 'steps'>, nowMs: number): StepBar[] {
  const timed = run.steps.map((step) => {
    const from = step.startedAt === null ? null : Date.parse(step.startedAt);
    const open = step.status === 'running' || step.status === 'queued';
    const took = step.durationMs ?? (from !== null && open ? Math.max(0, nowMs - from) : 0);
    return { step, from, took };
  });
  const begun = timed.flatMap(({ from, took }) => (from === null ? [] : [{ from, to: from + took }]));
  const first = Math.min(...begun.map((bar) => bar.from));
  const span = Math.max(1, Math.max(...begun.map((bar) => bar.to)) - first);
  return timed
    .sort((a, b) => (a.from ?? Infinity) - (b.from ?? Infinity) || 0)
    .map(({ step, from, took }) => ({
      step,
      offset: from === null ? 0 : (from - first) / span,
      length: from === null ? 0 : took / span,
    }));
}

/** `8 ms`, `1.4 s`, `2 min 05 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
