/**
 * How a run is shown: its state turned into the shapes of `core/contracts/run-view`. Steps stand in plan order, then by
 * path. Nothing here is stored; it is projected on reading.
 */
import type { RunReceiptView, RunStepView } from '@/core/contracts/run-view';
import type { PortData } from '@/core/items/item';
import { ITEM_PORT } from './loop-nodes';
import { comparePlanOrder } from './path';
import { runStatus } from './run-status';
import type {
  Fact,
  Plan,
  RunError,
  RunState,
  RunStatus,
  StepEffect,
  StepIterations,
  StepKey,
  StepState,
} from './types';

export interface StepViewOptions {
  /** Items by port too, where they are inline. Left out of lists and live events. */
  outputs?: boolean;
}

export interface RunProjection {
  status: RunStatus;
  trigger: string | null;
  /** ISO 8601, UTC. */
  startedAt: string | null;
  finishedAt: string | null;
  error: RunError | null;
  output: { step: StepKey; data: PortData } | null;
  steps: RunStepView[];
}

/** The run as it is shown. `hasInFlight`: whether a worker runs one of its steps at this moment. */
export function projectRun(
  plan: Plan,
  state: RunState,
  options: StepViewOptions & { hasInFlight?: boolean } = {},
): RunProjection {
  return {
    status: runStatus(state, options.hasInFlight ?? false),
    trigger: state.started?.trigger ?? null,
    startedAt: isoTime(state.started?.at ?? null),
    finishedAt: isoTime(state.finished?.at ?? null),
    error: state.finished?.error ?? null,
    output: state.finished?.output ?? null,
    steps: projectSteps(plan, state, options),
  };
}

/** All steps known so far, those that wait to be started included. */
export function projectSteps(plan: Plan, state: RunState, options: StepViewOptions = {}): RunStepView[] {
  return inOrder(plan, state.steps.values()).map((step) => projectStep(plan, step, options));
}

/** One step as it is shown. */
export function projectStep(plan: Plan, step: StepState, options: StepViewOptions = {}): RunStepView {
  const { error } = step;
  const doubts = openDoubts(step);
  return {
    key: step.key,
    nodeId: step.nodeId,
    nodeName: plan.nodes.get(step.nodeId)?.name ?? step.nodeId,
    iteration: step.path.length === 0 ? null : step.path.join('/'),
    status: step.status,
    attempts: step.status === 'skipped' ? 0 : step.attempt - step.resumes,
    startedAt: isoTime(step.startedAt),
    durationMs:
      step.startedAt === null || step.finishedAt === null
        ? null
        : Math.max(0, step.finishedAt - step.startedAt),
    error: error && {
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(error.itemIndex === undefined ? {} : { itemIndex: error.itemIndex }),
    },
    itemCounts: Object.fromEntries(
      Object.entries(step.outputs ?? {}).map(([port, data]) => [port, data.count]),
    ),
    ...(step.iterations ? { handedOut: { [ITEM_PORT]: handedOut(step.iterations) } } : {}),
    ...(options.outputs && step.outputs ? { outputs: inlineItems(step.outputs) } : {}),
    ...(doubts.length > 0 ? { doubts } : {}),
    ...(step.console.length > 0 ? { console: [...step.console] } : {}),
    ...relationsOf(step),
  };
}

function handedOut({ starts, opened }: StepIterations): number {
  return starts[opened] ?? starts.at(-1) ?? 0;
}

/** The steps that changed by the facts folded last: call it right after folding exactly these. */
export function changedSteps(plan: Plan, state: RunState, facts: readonly Fact[]): RunStepView[] {
  return changedSince(plan, state, state.folded - facts.length);
}

/** The steps that changed since `mark`, an earlier value of `state.folded`; without outputs, as live events carry them. */
export function changedSince(plan: Plan, state: RunState, mark: number): RunStepView[] {
  const changed: StepState[] = [];
  for (const step of state.steps.values()) if (step.touched > mark) changed.push(step);
  return inOrder(plan, changed).map((step) => projectStep(plan, step));
}

function inOrder(plan: Plan, steps: Iterable<StepState>): StepState[] {
  return [...steps].sort(comparePlanOrder(plan));
}

/** Effects whose outcome nobody knows: of a step in doubt, and of one that was cut off by the end of the run. */
function openDoubts(step: StepState): NonNullable<RunStepView['doubts']> {
  if (step.status !== 'in-doubt' && step.status !== 'cancelled') return [];
  return [...step.effects]
    .filter(([, effect]) => effect.status === 'intended')
    .map(([effect, { summary, intendedAt }]) => ({
      effect,
      summary,
      intendedAt: new Date(intendedAt).toISOString(),
    }));
}

/** What it got, what it did outside, and what it waits for; each left out where there is none. */
function relationsOf(step: StepState): Pick<RunStepView, 'inputs' | 'receipts' | 'children'> {
  const inputs = Object.entries(step.inputs).map(([port, { from, data }]) => ({
    from,
    port,
    count: data.count,
  }));
  const receipts = [...step.effects].map(([effect, known]) =>
    receiptView(effect, known, step.firstStartedAt),
  );
  const calls = step.wait?.kind === 'suspended' ? (step.wait.calls ?? []) : [];
  return {
    ...(inputs.length > 0 ? { inputs } : {}),
    ...(receipts.length > 0 ? { receipts } : {}),
    ...(calls.length > 0 ? { children: calls.map((call) => ({ ...call })) } : {}),
  };
}

function receiptView(effect: string, known: StepEffect, startedAt: number | null): RunReceiptView {
  const { status, summary, intendedAt, endedAt, idempotencyKey } = known;
  return {
    ...{ effect, summary, status, idempotencyKey },
    intendedAt: new Date(intendedAt).toISOString(),
    endedAt: isoTime(endedAt),
    // Answered before the step began: by an earlier run.
    ...(status === 'answered' && startedAt !== null && (endedAt ?? intendedAt) < startedAt
      ? { replayed: true }
      : {}),
  };
}

function inlineItems(outputs: Readonly<Record<string, PortData>>): NonNullable<RunStepView['outputs']> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([port, data]) =>
      'items' in data ? [[port, data.items.map((item) => ({ ...item }))]] : [],
    ),
  );
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
