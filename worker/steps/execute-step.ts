/**
 * Runs one try of one step: parameters resolved for its items, the executor called with `ctx` and nothing else, its
 * output checked. Everything that can go wrong comes back as a value.
 */
import { handOnPort, ITEM_PORT } from '@/core/engine/loop-nodes';
import { ERROR_PORT } from '@/core/engine/output-ports';
import type { PlanNode } from '@/core/engine/types';
import type { ExpressionEnv } from '@/core/expression/scope';
import type { Item, PortData, StoredItems } from '@/core/items/item';
import { effectOf } from '@/core/node-kit/effect-of';
import type {
  AnyExecutor,
  Iterate,
  PagedListInput,
  RunAnswer,
  StepResult,
  WorkflowCall,
} from '@/core/node-kit/executor';
import type { MemoryChange } from '@/core/node-kit/workflow-memory';
import { NodeFailure, type StepError } from '@/core/node-kit/node-failure';
import { secretValues } from '@/core/node-kit/secret-paths';
import { systemClock, type TimedClock } from '@/infra/clock/clock';
import { createOutputCollector, type OutputCollector, type OutputStore } from './collect-outputs';
import { runItems, type ItemExecutor } from './run-items';
import { fillListLineage, sealItem, sealOutputs } from './seal-outputs';
import { createScrubber, type Scrubber } from './secrets';
import { scrubThrown } from './scrub-failure';
import { scrubItem, scrubOutcome } from './scrub-outcome';
import type { ConsoleLine, StepRuntime } from './step-context';
import { isUnexpected, toStepFailure } from './step-failure';
import type { FailedStep, SealedCall, SealedIterate, StepOutcome } from './step-outcome';
import { demandConcurrency, STANDARD_STEP_LIMITS, type StepLimits } from './step-limits';
import { compiledParametersOf, resolveFor } from './step-parameters';
import type { StepStop } from './step-stop';
import { limitReason, withTimeLimit } from './time-limit';

export interface StepInput {
  node: PlanNode;
  /** From the registry, by `type@typeVersion`. */
  executor: AnyExecutor;
  /** Items by input port. A trigger's payload is under `main`. */
  inputs: Readonly<Record<string, readonly Item[]>>;
  /** Input ports whose items are too many to be held; they are not among `inputs`. */
  paged?: Readonly<Record<string, PagedInput>>;
  /** Where outputs go that are too large to be held. Without it they are held, however large. */
  store?: OutputStore;
  /** What expressions see for one item of the first port; without item where there is none. */
  env: (item: Item | undefined, index: number) => ExpressionEnv;
  /** Makes the context of this try around what ends it. */
  context: (stop: StepStop) => StepRuntime;
  /** Ends the try early: the run was cancelled or the process stops. */
  stop?: StepStop;
  /** The machine's where it is left out. */
  clock?: TimedClock;
  /** Another try follows a failure that may be retried. Default false. */
  triesLeft?: boolean;
  /** Default: those of a tenant that chose none. */
  limits?: Partial<StepLimits>;
  /** Values that must not be recorded, besides the node's own secret fields. */
  secrets?: readonly string[];
  /** Told of errors that are nobody's plan, for the log. */
  onUnexpected?: (thrown: unknown) => void;
}

/** The items of an input port, one page at a time. */
export interface PagedInput {
  data: PortData;
  /** What parameters that stand for all items are resolved for. */
  first: Item | undefined;
  /** From the first item on, as often as it is asked. */
  pages(): AsyncIterable<readonly Item[]>;
}

type Bare = Omit<Extract<StepOutcome, { kind: 'done' }>, 'console'> | BareRest | FailedStep;
type BareRest =
  { kind: 'suspended'; until: number | null; signal: string | null } | SealedCall | SealedIterate;

/** Never throws. */
export async function executeStep(given: StepInput): Promise<StepOutcome> {
  const limits = { ...STANDARD_STEP_LIMITS, ...given.limits };
  const { node } = given;
  let runtime: StepRuntime | null = null;
  let outcome: Bare;
  const onUnexpected = (thrown: unknown): void => {
    const scrubber = scrubberOf(given, runtime);
    given.onUnexpected?.(scrubber ? scrubThrown(thrown, scrubber) : thrown);
  };
  const input: StepInput = { ...given, onUnexpected };
  try {
    outcome = await withTimeLimit(
      {
        timeoutMs: Math.min(node.settings.timeoutMs ?? limits.timeoutMs, limits.maxTimeoutMs),
        ...(input.stop ? { stop: input.stop } : {}),
        ...(input.clock ? { clock: input.clock } : {}),
      },
      async (stop) => {
        runtime = input.context(stop);
        const result = await run(input, runtime, limits);
        return result.kind === 'failed' && stop.isStopped ? { ...result, error: limitError(stop) } : result;
      },
    );
  } catch (thrown) {
    if (isUnexpected(thrown)) onUnexpected(thrown);
    outcome = { kind: 'failed', ...toStepFailure(thrown, openWritesOf(runtime)) };
    if (isLimit(thrown) && openWritesOf(runtime) > 0) outcome = { ...outcome, outcome: 'unknown' };
  }
  const changes = memoryOf(runtime);
  if (outcome.kind === 'done' && changes.length > 0) outcome = { ...outcome, memory: changes };
  const scrubber = scrubberOf(input, runtime);
  const whole: StepOutcome = { ...outcome, console: consoleOf(runtime) };
  return scrubber ? scrubOutcome(whole, scrubber) : whole;
}

/** Knows the node's own secret fields, and what its credentials held. */
function scrubberOf({ node, secrets = [] }: StepInput, runtime: StepRuntime | null): Scrubber | null {
  return createScrubber([
    ...secretValues(node.definition, node.parameters),
    ...secrets,
    ...(runtime?.secrets() ?? []),
  ]);
}

// Two readers, because TypeScript takes a variable that a callback assigns for what it was at first.
function openWritesOf(runtime: StepRuntime | null): number {
  return runtime?.openWrites() ?? 0;
}
function consoleOf(runtime: StepRuntime | null): readonly ConsoleLine[] {
  return runtime?.console() ?? [];
}

function memoryOf(runtime: StepRuntime | null): readonly MemoryChange[] {
  return runtime?.memory() ?? [];
}

function limitError(stop: StepStop): StepError {
  return limitReason(stop).toStepError();
}

function isLimit(thrown: unknown): boolean {
  return thrown instanceof NodeFailure && (thrown.code === 'step.timeout' || thrown.code === 'step.aborted');
}

async function run(input: StepInput, runtime: StepRuntime, limits: StepLimits): Promise<Bare> {
  const inputs = input.node.settings.executeOnce ? firstItems(input.inputs) : input.inputs;
  const { node, store } = input;
  const collector = createOutputCollector({ node, limits, store, scrub: pageScrubber(input, runtime) });
  runtime.collect((port, items) => collector.add(port, items));
  runtime.stop.onStop(() => collector.discard());
  const prepared = { inputs, runtime, limits, collector };
  let end: Bare | undefined;
  try {
    end =
      'executeItem' in input.executor
        ? await runEach(input, input.executor, prepared)
        : await runList(input, input.executor, prepared);
    return end;
  } finally {
    // What failed half way, or waits and is called again, leaves nothing.
    if (end?.kind !== 'done' && end?.kind !== 'iterate') collector.discard();
  }
}

interface Prepared {
  inputs: Readonly<Record<string, readonly Item[]>>;
  runtime: StepRuntime;
  limits: StepLimits;
  collector: OutputCollector;
}

/** What is written before the step has ended; whatever is opened later cannot be in it. */
function pageScrubber(input: StepInput, runtime: StepRuntime): (items: readonly Item[]) => readonly Item[] {
  return (items) => {
    const scrubber = scrubberOf(input, runtime);
    return scrubber ? items.map((item) => scrubItem(item, scrubber)) : items;
  };
}

async function runEach(input: StepInput, executor: ItemExecutor, prepared: Prepared): Promise<Bare> {
  const { node, paged = {} } = input;
  const { inputs, runtime, limits, collector } = prepared;
  const port = firstPort(node);
  const result = await runItems({
    node,
    executor,
    port,
    pages: paged[port]?.pages() ?? [inputs[port] ?? []],
    parametersFor: parameterReader(input),
    runtime,
    concurrency: effectOf(node.definition, node.parameters) === 'read' ? limits.concurrentReads : 1,
    triesLeft: input.triesLeft ?? false,
    clock: input.clock ?? systemClock,
    onUnexpected: (thrown) => {
      if (isUnexpected(thrown)) input.onUnexpected?.(thrown);
    },
    take: (to, items) => collector.add(to, items),
  });
  return result.kind === 'failed' ? result : finish(node, collector);
}

async function runList(
  input: StepInput,
  executor: Exclude<StepInput['executor'], ItemExecutor>,
  prepared: Prepared,
): Promise<Bare> {
  const { node, paged = {} } = input;
  const { inputs, runtime, limits, collector } = prepared;
  const main = firstPort(node);
  const first = inputs[main] ?? [];
  const readParameters = parameterReader(input);
  const parametersFor = (index: number) => readParameters(first[index], index);
  const listInput: PagedListInput<Record<string, unknown>> = {
    items: (port = main) => {
      if (paged[port]) throw new Error(`The items of "${port}" are too many to be held.`);
      return inputs[port] ?? [];
    },
    port: (port = main) => paged[port]?.pages() ?? onePage(inputs[port] ?? []),
    count: (port = main) => paged[port]?.data.count ?? inputs[port]?.length ?? 0,
    paged: Object.keys(paged).length > 0,
    parameters: readParameters(paged[main]?.first ?? first[0], 0),
    parametersFor,
    scope: (index) => input.env(first[index], index),
    ...failuresLeaveBy(node),
  };
  // The registry pairs each executor with the definition its parameters were resolved by.
  const given = listInput as PagedListInput<never>;
  const result: StepResult = await ('execute' in executor
    ? executor.execute(given, runtime.ctx)
    : executor.executePages(given, runtime.ctx));
  if (result.kind === 'suspend') {
    return { kind: 'suspended', until: result.until ?? null, signal: result.signal ?? null };
  }
  if (result.kind === 'call') return sealCall(node, result, limits);
  if (result.kind === 'iterate') return sealIterate(node, result, { limits, paged, collector });
  for (const [port, items] of Object.entries(fillListLineage(result.outputs, inputs))) {
    await collector.add(port, items);
  }
  return finish(node, collector, result.answer);
}

function failuresLeaveBy({ settings, outputPorts }: PlanNode): { failuresLeaveBy?: string } {
  const port = settings.onError === 'error-port' ? ERROR_PORT : outputPorts[0]?.name;
  return settings.onError === 'stop' || port === undefined ? {} : { failuresLeaveBy: port };
}

async function* onePage(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  if (items.length > 0) yield await Promise.resolve(items);
}

/** A loop's batches, under the limits of all its items together. */
async function sealIterate(
  node: PlanNode,
  iterate: Iterate,
  {
    limits,
    paged,
    collector,
  }: { limits: StepLimits } & Pick<StepInput, 'paged'> & Pick<Prepared, 'collector'>,
): Promise<SealedIterate> {
  if (!node.isLoop) {
    throw NodeFailure.final('step.no-loop', `"${node.type}" wants to loop, which it cannot. Report this.`);
  }
  demandConcurrency(iterate.concurrency, limits);
  if (iterate.ofInput) {
    const { port, sizes } = iterate.ofInput;
    const source = paged?.[port];
    if (!source) throw new Error(`The loop hands out "${port}", which is not too large to be held.`);
    const items = await storedItems(source, { port, sizes, collector });
    return { ...iterate, batches: [], stored: { items, sizes } };
  }
  const { [ITEM_PORT]: items = [] } = sealOutputs(node, { [ITEM_PORT]: iterate.batches.flat() }, limits);
  let start = 0;
  // The engine may rely on it: an iteration always has something to go on with.
  const sizes = iterate.batches.map(({ length }) => length).filter((length) => length > 0);
  const batches = sizes.map((length) => items.slice(start, (start += length)));
  return { ...iterate, batches };
}

/** What a loop hands on as it is: the blob it lies in, or one of its own where it lies in several. */
async function storedItems(
  { data, pages }: PagedInput,
  { port, sizes, collector }: { port: string; sizes: readonly number[] } & Pick<Prepared, 'collector'>,
): Promise<StoredItems> {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  if ('blobKey' in data) return { ...data, count, from: { port, index: 0 } };
  let index = 0;
  for await (const page of pages()) {
    const wanted = page.slice(0, count - index);
    const first = index;
    index += wanted.length;
    await collector.add(
      ITEM_PORT,
      wanted.map((item, at) => ({ ...item, from: [{ port, index: first + at }] })),
    );
    if (index === count) break;
  }
  const { stored } = await collector.finish();
  const items = stored[ITEM_PORT];
  if (!items) throw new Error('What was too large to be held came out small.');
  return items;
}

/** What the called runs get, and what goes on here meanwhile. */
function sealCall(node: PlanNode, call: WorkflowCall, limits: StepLimits): SealedCall {
  demandConcurrency(call.concurrency, limits);
  return {
    ...call,
    calls: call.calls.map((items) => items.map(sealItem)),
    outputs: sealOutputs(node, call.outputs, limits),
  };
}

async function finish(node: PlanNode, collector: OutputCollector, answer?: RunAnswer): Promise<Bare> {
  const { held, stored } = await collector.finish();
  const first = handOnPort(node);
  if (first !== undefined && node.settings.alwaysOutput && givesNothing(collector, first)) {
    held[first] = [{ json: {} }];
  }
  return {
    kind: 'done',
    outputs: held,
    ...(Object.keys(stored).length > 0 ? { stored } : {}),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Whether nothing goes on: what was filtered out or sent the other way leaves the way on empty all the same. */
function givesNothing(collector: OutputCollector, first: string): boolean {
  return [first, ERROR_PORT].every((port) => collector.countOf(port) === 0);
}

function parameterReader(
  input: StepInput,
): (item: Item | undefined, index: number) => Record<string, unknown> {
  const compiled = compiledParametersOf(input.node);
  let shared: Record<string, unknown> | null = null;
  return (item, index) => {
    if (!compiled.dynamic && shared) return shared;
    shared = resolveFor(compiled, () => input.env(item, index));
    return shared;
  };
}

function firstPort(node: PlanNode): string {
  return node.definition.inputs[0]?.name ?? 'main';
}

function firstItems(inputs: StepInput['inputs']): StepInput['inputs'] {
  return Object.fromEntries(Object.entries(inputs).map(([port, items]) => [port, items.slice(0, 1)]));
}
