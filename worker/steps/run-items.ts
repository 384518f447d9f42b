/** Runs an executor that works on one item at a time, in order, and puts the results together in that order. */
import { errorItems } from '@/core/engine/after-failure';
import { ERROR_PORT } from '@/core/engine/output-ports';
import type { PlanNode } from '@/core/engine/types';
import type { Item } from '@/core/items/item';
import type { AnyExecutor, ItemInput, ItemOutput, OutputItem } from '@/core/node-kit/executor';
import { sleep, type TimedClock } from '@/infra/clock/clock';
import type { StepRuntime } from './step-context';
import { toStepFailure, type StepFailure } from './step-failure';
import type { FailedStep } from './step-outcome';

export type ItemExecutor = Extract<AnyExecutor, { executeItem: unknown }>;

export interface ItemsRun {
  node: PlanNode;
  executor: ItemExecutor;
  port: string;
  items: readonly Item[];
  parametersFor(index: number): Record<string, unknown>;
  runtime: StepRuntime;
  /** Items under way at once. */
  concurrency: number;
  /** Another try follows a failure that may be retried. */
  triesLeft: boolean;
  clock: TimedClock;
  onUnexpected(thrown: unknown): void;
}

export type ItemsResult = { kind: 'done'; outputs: Record<string, OutputItem[]> } | FailedStep;

/** How long items may be worked on before other runs of this process get their turn. */
const TURN_MS = 20;

type Result = { ports: Record<string, OutputItem[]> } | { failure: StepFailure };

/**
 * With `onError` other than `stop`, an item that failed for good becomes an error item and the others go on; when all
 * failed, the step failed.
 */
export async function runItems(run: ItemsRun): Promise<ItemsResult> {
  const results: (Result | undefined)[] = new Array(run.items.length);
  let next = 0;
  let stopped = false;
  let turnEnds = run.clock.elapsed() + TURN_MS;
  const work = async (): Promise<void> => {
    while (!stopped && next < run.items.length) {
      const index = next;
      next += 1;
      const result = await runOne(run, index);
      results[index] = result;
      if ('failure' in result && !goesOn(run, result.failure)) stopped = true;
      if (run.clock.elapsed() < turnEnds) continue;
      await sleep(run.clock, 0);
      turnEnds = run.clock.elapsed() + TURN_MS;
    }
  };
  // All are waited for, also after a failure: what is under way still gets its receipt.
  await Promise.all(Array.from({ length: Math.min(run.concurrency, run.items.length) }, work));
  return stopped ? firstFailure(run, results, true) : collect(run, results);
}

async function runOne(run: ItemsRun, index: number): Promise<Result> {
  const { executor, port, items, runtime } = run;
  const item = items[index];
  try {
    runtime.ctx.abort.throwIfAborted();
    if (item === undefined) return { ports: {} };
    // The registry pairs each executor with the definition its parameters were resolved by.
    const input = { item, index, parameters: run.parametersFor(index) } as ItemInput<never>;
    const pending = executor.executeItem(input, runtime.ctx);
    const output = pending instanceof Promise ? await pending : pending;
    return { ports: withOrigin(run.node, output, { port, index }) };
  } catch (thrown) {
    run.onUnexpected(thrown);
    const failure = toStepFailure(thrown, runtime.openWrites());
    return { failure: { ...failure, error: { ...failure.error, itemIndex: index } } };
  }
}

function withOrigin(
  node: PlanNode,
  output: ItemOutput,
  origin: { port: string; index: number },
): Record<string, OutputItem[]> {
  const add = (item: OutputItem): OutputItem => ({ ...item, from: [origin] });
  if (isPorts(output)) {
    return Object.fromEntries(Object.entries(output.ports).map(([port, items]) => [port, items.map(add)]));
  }
  const first = node.outputPorts[0]?.name ?? 'main';
  return { [first]: (Array.isArray(output) ? output : [output]).map(add) };
}

function isPorts(output: ItemOutput): output is { ports: Record<string, OutputItem[]> } {
  return !Array.isArray(output) && 'ports' in output && !('json' in output);
}

function goesOn(run: ItemsRun, { error, outcome }: StepFailure): boolean {
  if (run.node.settings.onError === 'stop' || outcome === 'unknown') return false;
  if (run.runtime.ctx.abort.aborted) return false;
  return !(error.retryable && run.triesLeft);
}

/** The failure of the first item that failed and is not gone past. */
function firstFailure(
  run: ItemsRun,
  results: readonly (Result | undefined)[],
  deciding: boolean,
): FailedStep {
  const failures = results.flatMap((result) => (result && 'failure' in result ? [result.failure] : []));
  const worst = failures.find((failure) => failure.outcome === 'unknown');
  const chosen = worst ?? failures.find((failure) => !deciding || !goesOn(run, failure)) ?? failures[0];
  const { error, outcome } = chosen ?? toStepFailure(null, 0);
  const failed = failures.flatMap((failure) => failure.error.itemIndex ?? []);
  return { kind: 'failed', error, outcome, failedItems: failed.map((index) => ({ port: run.port, index })) };
}

function collect(run: ItemsRun, results: readonly (Result | undefined)[]): ItemsResult {
  const outputs: Record<string, OutputItem[]> = {};
  const errorPort = run.node.settings.onError === 'error-port' ? ERROR_PORT : run.node.outputPorts[0]?.name;
  let failures = 0;
  for (const [index, result] of results.entries()) {
    if (result === undefined) continue;
    if ('ports' in result) {
      for (const [port, items] of Object.entries(result.ports)) append(outputs, port, items);
      continue;
    }
    failures += 1;
    if (errorPort !== undefined) {
      append(outputs, errorPort, errorItems(result.failure.error, [{ port: run.port, index }]));
    }
  }
  const allFailed = failures > 0 && failures === results.length;
  return allFailed ? firstFailure(run, results, false) : { kind: 'done', outputs };
}

function append(outputs: Record<string, OutputItem[]>, port: string, items: readonly OutputItem[]): void {
  const list = (outputs[port] ??= []);
  for (const item of items) list.push(item);
}
