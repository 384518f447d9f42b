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
  /** The items, in order. */
  pages: Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>;
  parametersFor(item: Item, index: number): Record<string, unknown>;
  runtime: StepRuntime;
  /** Items under way at once. */
  concurrency: number;
  /** Another try follows a failure that may be retried. */
  triesLeft: boolean;
  clock: TimedClock;
  onUnexpected(thrown: unknown): void;
  /** Takes what came of some items, in their order. The next are begun when it is done. */
  take(port: string, items: OutputItem[]): Promise<void> | undefined;
}

export type ItemsResult = { kind: 'done' } | FailedStep;

/** How long items may be worked on before other runs of this process get their turn. */
const TURN_MS = 20;
/** Items whose results are put together at a time. */
const CHUNK = 1000;

type Result = { ports: Record<string, OutputItem[]> } | { failure: StepFailure };

/** What has to be known of the items so far. */
interface Tally {
  items: number;
  /** Places of those that failed. */
  failed: number[];
  first: StepFailure | null;
  /** The first whose write may have happened. */
  unknown: StepFailure | null;
  /** The first that ends the step. */
  deciding: StepFailure | null;
  turnEnds: number;
}

/**
 * With `onError` other than `stop`, an item that failed for good becomes an error item and the others go on; when all
 * failed, the step failed.
 */
export async function runItems(run: ItemsRun): Promise<ItemsResult> {
  const turnEnds = run.clock.elapsed() + TURN_MS;
  const tally: Tally = { items: 0, failed: [], first: null, unknown: null, deciding: null, turnEnds };
  for await (const page of run.pages) {
    for (let at = 0; at < page.length; at += CHUNK) {
      const items = page.length <= CHUNK ? page : page.slice(at, at + CHUNK);
      const results = await runChunk(run, items, tally);
      if (tally.deciding) return failure(run, tally);
      for (const [port, made] of Object.entries(collect(run, results, tally.items))) {
        const taken = run.take(port, made);
        if (taken) await taken;
      }
      tally.items += items.length;
    }
  }
  const allFailed = tally.failed.length > 0 && tally.failed.length === tally.items;
  return allFailed ? failure(run, tally) : { kind: 'done' };
}

async function runChunk(
  run: ItemsRun,
  items: readonly Item[],
  tally: Tally,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = new Array(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (!tally.deciding && next < items.length) {
      const at = next;
      next += 1;
      const item = items[at];
      if (item === undefined) continue;
      const result = await runOne(run, item, tally.items + at);
      results[at] = result;
      if ('failure' in result && !goesOn(run, result.failure)) tally.deciding = result.failure;
      if (run.clock.elapsed() < tally.turnEnds) continue;
      await sleep(run.clock, 0);
      tally.turnEnds = run.clock.elapsed() + TURN_MS;
    }
  };
  // All are waited for, also after a failure: what is under way still gets its receipt.
  await Promise.all(Array.from({ length: Math.min(run.concurrency, items.length) }, work));
  note(run, results, tally);
  return results;
}

/** Takes down the failures in the order of the items, whatever the order they came in. */
function note(run: ItemsRun, results: readonly (Result | undefined)[], tally: Tally): void {
  tally.deciding = null;
  for (const [at, result] of results.entries()) {
    if (!result || !('failure' in result)) continue;
    tally.failed.push(tally.items + at);
    tally.first ??= result.failure;
    if (result.failure.outcome === 'unknown') tally.unknown ??= result.failure;
    if (!goesOn(run, result.failure)) tally.deciding ??= result.failure;
  }
}

async function runOne(run: ItemsRun, item: Item, index: number): Promise<Result> {
  const { executor, port, runtime } = run;
  try {
    runtime.stop.throwIfStopped();
    // The registry pairs each executor with the definition its parameters were resolved by.
    const input = { item, index, parameters: run.parametersFor(item, index) } as ItemInput<never>;
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
  if (run.runtime.stop.isStopped) return false;
  return !(error.retryable && run.triesLeft);
}

/** The failure of the first item that failed and is not gone past. */
function failure(run: ItemsRun, { failed, first, unknown, deciding }: Tally): FailedStep {
  const { error, outcome } = unknown ?? deciding ?? first ?? toStepFailure(null, 0);
  const failedItems = failed.map((index) => ({ port: run.port, index }));
  return { kind: 'failed', error, outcome, failedItems };
}

function collect(
  run: ItemsRun,
  results: readonly (Result | undefined)[],
  start: number,
): Record<string, OutputItem[]> {
  const outputs: Record<string, OutputItem[]> = {};
  const errorPort = run.node.settings.onError === 'error-port' ? ERROR_PORT : run.node.outputPorts[0]?.name;
  for (const [at, result] of results.entries()) {
    if (result === undefined) continue;
    if ('ports' in result) {
      for (const [port, items] of Object.entries(result.ports)) append(outputs, port, items);
    } else if (errorPort !== undefined) {
      append(outputs, errorPort, errorItems(result.failure.error, [{ port: run.port, index: start + at }]));
    }
  }
  return outputs;
}

function append(outputs: Record<string, OutputItem[]>, port: string, items: readonly OutputItem[]): void {
  const list = (outputs[port] ??= []);
  for (const item of items) list.push(item);
}
