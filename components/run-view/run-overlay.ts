/** A run as it lies over the graph: what each node did and how much went over each edge. Pure. */
import type { RunStepView, RunView } from '@/core/contracts/run-view';
import type { LiveEvent } from '@/core/contracts/live-event';
import type { StepStatus } from '@/core/engine/types';

export interface NodeRunState {
  status: StepStatus;
  /** Items that left all ports, over all iterations. */
  items: number;
  /** Summed over iterations; null while nothing has ended. */
  durationMs: number | null;
  error: string | null;
  /** How many steps the node had. */
  steps: number;
  /** The attempt of the newest step, from 1. */
  attempts: number;
  /** All of its results were taken from an earlier run. */
  reused: boolean;
}

const UNFINISHED: readonly StepStatus[] = ['running', 'waiting', 'in-doubt', 'queued', 'paused'];
const FINAL_RUN = ['succeeded', 'failed', 'cancelled'];

/** True once a run's status can no longer change by itself. */
export function isFinalRun(status: RunView['status']): boolean {
  return FINAL_RUN.includes(status);
}

function worstStatus(steps: readonly RunStepView[]): StepStatus {
  for (const status of UNFINISHED) if (steps.some((step) => step.status === status)) return status;
  if (steps.some((step) => step.status === 'failed')) return 'failed';
  if (steps.some((step) => step.status === 'succeeded')) return 'succeeded';
  return steps.at(-1)?.status ?? 'queued';
}

function totalItems(step: RunStepView): number {
  return Object.values(step.itemCounts).reduce((sum, count) => sum + count, 0);
}

/** What a node's steps amount to. */
export function nodeRunState(steps: readonly RunStepView[]): NodeRunState {
  const durations = steps.flatMap((step) =>
    step.durationMs === null || step.reused ? [] : [step.durationMs],
  );
  return {
    status: worstStatus(steps),
    items: steps.reduce((sum, step) => sum + totalItems(step), 0),
    durationMs: durations.length === 0 ? null : durations.reduce((sum, ms) => sum + ms, 0),
    error: steps.findLast((step) => step.error !== null)?.error?.message ?? null,
    steps: steps.length,
    attempts: steps.at(-1)?.attempts ?? 0,
    reused: steps.length > 0 && steps.every((step) => step.reused === true),
  };
}

/** Steps by node id, in the order they came. */
export function stepsByNode(steps: readonly RunStepView[]): ReadonlyMap<string, readonly RunStepView[]> {
  const byNode = new Map<string, RunStepView[]>();
  for (const step of steps) {
    const list = byNode.get(step.nodeId);
    if (list) list.push(step);
    else byNode.set(step.nodeId, [step]);
  }
  return byNode;
}

/** Items that left one port of a node over all its steps, those a loop handed out included; null when it has not run. */
export function portItems(steps: readonly RunStepView[] | undefined, port: string): number | null {
  const hasGiven = (step: RunStepView) =>
    step.status === 'succeeded' || Object.keys(step.itemCounts).length > 0 || step.handedOut !== undefined;
  if (!steps?.some(hasGiven)) return null;
  return steps.reduce((sum, step) => sum + (step.itemCounts[port] ?? 0) + (step.handedOut?.[port] ?? 0), 0);
}

/** What an event leaves out (for what a step waits, its receipts) still holds while the step stands where it stood. */
function mergeStep(known: RunStepView, changed: RunStepView): RunStepView {
  // Workers tell what a step gave, not that an earlier run gave it.
  if (known.reused && known.startedAt === changed.startedAt) return known;
  const isWhereItWas = known.status === changed.status && known.attempts === changed.attempts;
  return isWhereItWas ? { ...known, ...changed } : changed;
}

/** The run after a live event; an event that is older than what is known changes nothing. */
export function mergeRunEvent(run: RunView, event: Extract<LiveEvent, { kind: 'run-changed' }>): RunView {
  if (event.run.id !== run.id || event.seq < run.seq) return run;
  // What its steps did is not kept: the event tells all that is left.
  const steps = event.run.stepsSaved === false ? [] : [...run.steps];
  for (const changed of event.steps) {
    const at = steps.findIndex((step) => step.key === changed.key);
    const known = steps[at];
    if (!known) steps.push(changed);
    else steps[at] = mergeStep(known, changed);
  }
  return { ...run, ...event.run, steps, seq: event.seq };
}

/** A run known by its live event alone, until the whole of it is fetched. */
export function runFromEvent(event: Extract<LiveEvent, { kind: 'run-changed' }>): RunView {
  return { ...event.run, output: null, steps: event.steps, flags: [], seq: event.seq };
}
