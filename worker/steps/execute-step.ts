/**
 * Runs one try of one step: parameters resolved for its items, the executor called with `ctx` and nothing else, its
 * output checked. Everything that can go wrong comes back as a value.
 */
import { handOnPort, ITEM_PORT } from '@/core/engine/loop-nodes';
import { ERROR_PORT } from '@/core/engine/output-ports';
import type { PlanNode } from '@/core/engine/types';
import type { ExpressionEnv } from '@/core/expression/scope';
import type { Item } from '@/core/items/item';
import { effectOf } from '@/core/node-kit/effect-of';
import type {
  AnyExecutor,
  Iterate,
  ListInput,
  OutputItem,
  RunAnswer,
  StepResult,
  WorkflowCall,
} from '@/core/node-kit/executor';
import { NodeFailure, type StepError } from '@/core/node-kit/node-failure';
import { secretValues } from '@/core/node-kit/secret-paths';
import { systemClock, type TimedClock } from '@/infra/clock/clock';
import { runItems, type ItemExecutor } from './run-items';
import { fillListLineage, sealItem, sealOutputs } from './seal-outputs';
import { createScrubber, type Scrubber } from './secrets';
import { scrubThrown } from './scrub-failure';
import { scrubOutcome } from './scrub-outcome';
import type { ConsoleLine, StepRuntime } from './step-context';
import { isUnexpected, toStepFailure } from './step-failure';
import type { FailedStep, SealedCall, SealedIterate, StepOutcome } from './step-outcome';
import { demandConcurrency, STANDARD_STEP_LIMITS, type StepLimits } from './step-limits';
import { compiledParametersOf, resolveFor } from './step-parameters';
import { limitReason, withTimeLimit } from './time-limit';

export interface StepInput {
  node: PlanNode;
  /** From the registry, by `type@typeVersion`. */
  executor: AnyExecutor;
  /** Items by input port. A trigger's payload is under `main`. */
  inputs: Readonly<Record<string, readonly Item[]>>;
  /** What expressions see for one item of the first port; without item where there is none. */
  env: (item: Item | undefined, index: number) => ExpressionEnv;
  /** Makes the context of this try around the signal that ends it. */
  context: (abort: AbortSignal) => StepRuntime;
  /** Ends the try early: the run was cancelled or the process stops. */
  signal?: AbortSignal;
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
        ...(input.signal ? { signal: input.signal } : {}),
        ...(input.clock ? { clock: input.clock } : {}),
      },
      async (abort) => {
        runtime = input.context(abort);
        const result = await run(input, runtime, limits);
        return result.kind === 'failed' && abort.aborted ? { ...result, error: limitError(abort) } : result;
      },
    );
  } catch (thrown) {
    if (isUnexpected(thrown)) onUnexpected(thrown);
    outcome = { kind: 'failed', ...toStepFailure(thrown, openWritesOf(runtime)) };
    if (isLimit(thrown) && openWritesOf(runtime) > 0) outcome = { ...outcome, outcome: 'unknown' };
  }
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

function limitError(abort: AbortSignal): StepError {
  return limitReason(abort).toStepError();
}

function isLimit(thrown: unknown): boolean {
  return thrown instanceof NodeFailure && (thrown.code === 'step.timeout' || thrown.code === 'step.aborted');
}

async function run(input: StepInput, runtime: StepRuntime, limits: StepLimits): Promise<Bare> {
  const inputs = input.node.settings.executeOnce ? firstItems(input.inputs) : input.inputs;
  return 'executeItem' in input.executor
    ? runEach(input, input.executor, { inputs, runtime, limits })
    : runList(input, input.executor, { inputs, runtime, limits });
}

interface Prepared {
  inputs: Readonly<Record<string, readonly Item[]>>;
  runtime: StepRuntime;
  limits: StepLimits;
}

async function runEach(input: StepInput, executor: ItemExecutor, prepared: Prepared): Promise<Bare> {
  const { node } = input;
  const { inputs, runtime, limits } = prepared;
  const port = firstPort(node);
  const items = inputs[port] ?? [];
  const result = await runItems({
    node,
    executor,
    port,
    items,
    parametersFor: parameterReader(input, items),
    runtime,
    concurrency: effectOf(node.definition, node.parameters) === 'read' ? limits.concurrentReads : 1,
    triesLeft: input.triesLeft ?? false,
    clock: input.clock ?? systemClock,
    onUnexpected: (thrown) => {
      if (isUnexpected(thrown)) input.onUnexpected?.(thrown);
    },
  });
  return result.kind === 'failed' ? result : finish(node, result, limits);
}

async function runList(
  input: StepInput,
  executor: Exclude<StepInput['executor'], ItemExecutor>,
  prepared: Prepared,
): Promise<Bare> {
  const { node } = input;
  const { inputs, runtime, limits } = prepared;
  const first = inputs[firstPort(node)] ?? [];
  const parametersFor = parameterReader(input, first);
  const listInput: ListInput<Record<string, unknown>> = {
    items: (port = firstPort(node)) => inputs[port] ?? [],
    parameters: parametersFor(0),
    parametersFor,
    scope: (index) => input.env(first[index], index),
  };
  // The registry pairs each executor with the definition its parameters were resolved by.
  const result: StepResult = await executor.execute(listInput as ListInput<never>, runtime.ctx);
  if (result.kind === 'suspend') {
    return { kind: 'suspended', until: result.until ?? null, signal: result.signal ?? null };
  }
  if (result.kind === 'call') return sealCall(node, result, limits);
  if (result.kind === 'iterate') return sealIterate(node, result, limits);
  return finish(node, { ...result, outputs: fillListLineage(result.outputs, inputs) }, limits);
}

/** A loop's batches, under the limits of all its items together. */
function sealIterate(node: PlanNode, iterate: Iterate, limits: StepLimits): SealedIterate {
  if (!node.isLoop) {
    throw NodeFailure.final('step.no-loop', `"${node.type}" wants to loop, which it cannot. Report this.`);
  }
  demandConcurrency(iterate.concurrency, limits);
  const { [ITEM_PORT]: items = [] } = sealOutputs(node, { [ITEM_PORT]: iterate.batches.flat() }, limits);
  let start = 0;
  // The engine may rely on it: an iteration always has something to go on with.
  const sizes = iterate.batches.map(({ length }) => length).filter((length) => length > 0);
  const batches = sizes.map((length) => items.slice(start, (start += length)));
  return { ...iterate, batches };
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

function finish(
  node: PlanNode,
  result: { outputs: Record<string, readonly OutputItem[]>; answer?: RunAnswer },
  limits: StepLimits,
): Bare {
  const outputs = sealOutputs(node, result.outputs, limits);
  const first = handOnPort(node);
  if (first !== undefined && node.settings.alwaysOutput && givesNothing(outputs, first)) {
    outputs[first] = [{ json: {} }];
  }
  return { kind: 'done', outputs, ...(result.answer === undefined ? {} : { answer: result.answer }) };
}

/** Whether nothing goes on: what was filtered out or sent the other way leaves the way on empty all the same. */
function givesNothing(outputs: Record<string, readonly Item[]>, first: string): boolean {
  return [first, ERROR_PORT].every((port) => (outputs[port]?.length ?? 0) === 0);
}

function parameterReader(
  input: StepInput,
  items: readonly Item[],
): (index: number) => Record<string, unknown> {
  const compiled = compiledParametersOf(input.node);
  let shared: Record<string, unknown> | null = null;
  return (index) => {
    if (!compiled.dynamic && shared) return shared;
    shared = resolveFor(compiled, () => input.env(items[index], index));
    return shared;
  };
}

function firstPort(node: PlanNode): string {
  return node.definition.inputs[0]?.name ?? 'main';
}

function firstItems(inputs: StepInput['inputs']): StepInput['inputs'] {
  return Object.fromEntries(Object.entries(inputs).map(([port, items]) => [port, items.slice(0, 1)]));
}
