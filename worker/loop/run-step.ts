/** One step from its command to the fact that says how it ended. */
import { decideAfterFailure } from '@/core/engine/after-failure';
import { openIntents } from '@/core/engine/recover';
import { CHILDREN_SIGNAL } from '@/core/engine/signals';
import type { Fact, PlanNode } from '@/core/engine/types';
import type { Item, PortData, PortOutputs } from '@/core/items/item';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import type { StepStop } from '@/worker/steps/step-stop';
import type { RunHandle } from './run-handle';
import { createEffect } from './effects';
import type { LoopDeps } from './loop-deps';
import type { StartStep, StepEnd } from './step-gateway';

/** How a call of a step ended, and the runs that begin with it. */
export interface StepRecord {
  fact: Fact;
  children: readonly ChildRun[];
}

/** Runs the step; null when the run was lost or the step aborted meanwhile, so there is nothing to record. */
export async function runStep(
  deps: LoopDeps,
  input: { run: RunHandle; command: StartStep; stop: StepStop },
): Promise<StepRecord | null> {
  const { run, command, stop } = input;
  const node = run.plan.nodes.get(command.nodeId);
  if (!node) return null;
  const startedAt = deps.clock.now();
  const end = await deps.steps.run({
    run,
    node,
    command,
    now: startedAt,
    stop,
    effect: createEffect(deps, run, { command, stop }),
  });
  if (run.isClosed || stop.isStopped) return null;
  const fact = factOf(deps, { run, command, node, startedAt, end });
  return { fact, children: end.kind === 'called' ? end.children : [] };
}

/** A write that was intended and has no answer may or may not have happened. */
function isInDoubt(run: RunHandle, command: StartStep): boolean {
  const step = run.state.steps.get(command.step);
  return step !== undefined && openIntents(step).length > 0;
}

function factOf(
  deps: LoopDeps,
  input: { run: RunHandle; command: StartStep; node: PlanNode; startedAt: number; end: StepEnd },
): Fact {
  const { run, command, node, startedAt, end } = input;
  const place = { step: command.step, attempt: command.attempt, startedAt, at: deps.clock.now() };
  if (end.kind === 'done') {
    return {
      kind: 'step-succeeded',
      ...place,
      outputs: { ...toPortOutputs(end.outputs), ...end.stored },
      ...(end.answer ? { answer: end.answer } : {}),
      ...(end.memory ? { memory: end.memory } : {}),
      ...(end.console.length > 0 ? { console: end.console } : {}),
    };
  }
  if (end.kind === 'iterate') {
    const { items, sizes } = end.stored ?? handedOut(end.batches);
    return {
      kind: 'step-iterating',
      ...place,
      items,
      sizes,
      concurrency: end.concurrency,
      onItemError: end.onItemError,
      ...(end.console.length > 0 ? { console: end.console } : {}),
    };
  }
  if (end.kind === 'called') {
    const calls = end.children.map(({ id, workflowId }) => ({ runId: id, workflowId, ...end.moment }));
    return end.wait
      ? { kind: 'step-suspended', ...place, until: null, signal: CHILDREN_SIGNAL, calls }
      : { kind: 'step-succeeded', ...place, outputs: toPortOutputs(end.outputs), calls };
  }
  if (end.kind === 'suspended')
    return { kind: 'step-suspended', ...place, until: end.until, signal: end.signal };
  const { error, failedItems } = end;
  // The ledger knows better than the executor whether a write is open: without an intent nothing can be in doubt.
  const said = end.outcome === 'unknown' ? 'not-done' : end.outcome;
  const outcome = isInDoubt(run, command) ? 'unknown' : said;
  const next = decideAfterFailure({
    node,
    error,
    outcome,
    tries: command.tries,
    now: place.at,
    random: deps.random,
    ...(failedItems ? { failedItems } : {}),
  });
  if (next.kind === 'ask') {
    const step = run.state.steps.get(command.step);
    const { at, attempt } = place;
    return { kind: 'step-doubted', step: command.step, attempt, at, effects: step ? openIntents(step) : [] };
  }
  return {
    kind: 'step-failed',
    ...place,
    error,
    next,
    ...(end.console.length > 0 ? { console: end.console } : {}),
  };
}

function handedOut(batches: readonly Item[][]): { items: PortData; sizes: readonly number[] } {
  const items = batches.flat();
  return { items: { count: items.length, items }, sizes: batches.map((batch) => batch.length) };
}

function toPortOutputs(outputs: Record<string, Item[]>): PortOutputs {
  return Object.fromEntries(
    Object.entries(outputs).map(([port, items]) => [port, { count: items.length, items }]),
  );
}
