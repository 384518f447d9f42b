/**
 * In which order steps are released. `parallel` releases all that are ready. The other two keep a line and release its
 * first step alone: `branches` puts what follows a step in the step's own place, top to bottom then left to right, so
 * one branch runs to its end before the next begins; `levels` puts it at the end, so the graph is walked breadth first.
 * A step that waits keeps its place and holds up the line.
 */
import { comparePaths } from './path';
import type { Flow, Plan, RunState, StepState } from './types';

/** Puts the steps that a fact made into the line, and takes those that ended out of it. */
export function lineUp({ plan, state, created }: Flow, cause: StepState): void {
  // A step that ended the run keeps its place: the run may be resumed.
  if (plan.order === 'parallel' || state.ending) return;
  putInLine(plan, state, { cause, ready: created.filter((step) => step.status === 'queued') });
}

/**
 * Makes the line whole after a resume from a cycle's limit. The step that led to it has kept its place. There goes all
 * that has none: what else that step led to when it ended, and what the resume led to.
 */
export function lineUpAgain({ plan, state }: Flow): void {
  if (plan.order === 'parallel' || state.ending) return;
  const placed = new Set(state.line);
  const cause = state.line.find((step) => !isOpen(state, step));
  putInLine(plan, state, { cause, ready: [...state.queued].filter((step) => !placed.has(step)) });
}

function putInLine(
  plan: Plan,
  state: RunState,
  { cause, ready }: { cause: StepState | undefined; ready: StepState[] },
): void {
  const place = cause ? state.line.indexOf(cause) : -1;
  const ended = cause && isOpen(state, cause) ? 0 : 1;
  if (plan.order === 'levels') {
    if (place >= 0 && ended) state.line.splice(place, 1);
    state.line.push(...ready);
  } else {
    ready.sort((a, b) => compareByPosition(plan, a, b));
    state.line.splice(Math.max(place, 0), place < 0 ? 0 : ended, ...ready);
  }
}

function isOpen(state: RunState, step: StepState): boolean {
  return state.queued.has(step) || state.waiting.has(step);
}

/** The steps that may be started now, in no particular order. */
export function releasedSteps(plan: Plan, state: RunState): StepState[] {
  if (state.paused || state.ending || state.finished) return [];
  if (plan.order === 'parallel') return [...state.queued];
  const first = state.line[0];
  return first?.status === 'queued' ? [first] : [];
}

function compareByPosition(plan: Plan, a: StepState, b: StepState): number {
  const [left, right] = [plan.nodes.get(a.nodeId), plan.nodes.get(b.nodeId)];
  if (!left || !right) return 0;
  return (
    left.position.y - right.position.y ||
    left.position.x - right.position.x ||
    left.order - right.order ||
    comparePaths(plan, a.path, b.path)
  );
}
