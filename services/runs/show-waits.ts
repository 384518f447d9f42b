/** What the waiting steps of a run wait for. Pure. */
import type { RunStepView } from '@/core/contracts/run-view';
import { NAMED_SIGNAL, WEBHOOK_SIGNAL } from '@/core/engine/signals';
import type { RunState, StepWait } from '@/core/engine/types';

type WaitView = NonNullable<RunStepView['wait']>;

/** The steps, with `wait` on those that wait for a time, a try, a call, a signal or other runs. */
export function showWaits(steps: readonly RunStepView[], state: Pick<RunState, 'steps'>): RunStepView[] {
  return steps.map((step) => {
    const wait = step.status === 'waiting' ? state.steps.get(step.key)?.wait : null;
    const view = wait ? waitView(wait) : null;
    return view ? { ...step, wait: view } : step;
  });
}

function waitView(wait: StepWait): WaitView | null {
  if (wait.kind === 'retry') return { for: 'retry', until: isoTime(wait.dueAt), signal: null };
  if (wait.kind !== 'suspended') return null;
  const { signal, calls } = wait;
  const until = wait.until === null ? null : isoTime(wait.until);
  if (calls && calls.length > 0) return { for: 'runs', until, signal: null };
  if (signal === null) return { for: 'time', until, signal: null };
  if (signal === WEBHOOK_SIGNAL) return { for: 'call', until, signal: null };
  return signal.startsWith(NAMED_SIGNAL)
    ? { for: 'signal', until, signal: signal.slice(NAMED_SIGNAL.length) }
    : { for: 'event', until, signal: null };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
