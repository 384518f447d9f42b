/**
 * The one word that says how a run or a step stands.
 */
import type { RunState, RunStatus, StepStatus } from './types';

/** Whether a status is final. */
export function isTerminal(status: RunStatus | StepStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'skipped';
}

/** The run's status. `hasInFlight`: whether a worker runs one of its steps at this moment. */
export function runStatus(state: RunState, hasInFlight: boolean): RunStatus {
  if (state.finished) return state.finished.status;
  if (!state.started) return 'queued';
  if (state.paused) return 'paused';
  if (hasInFlight || state.ending) return 'running';
  const first = state.line[0];
  const blocked = first ? first.status !== 'queued' : state.queued.size === 0;
  return blocked && state.waiting.size > 0 ? 'waiting' : 'running';
}
