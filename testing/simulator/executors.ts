/** The executors of a simulation: the real gateway calls them with a real `ctx`; what they do is in the script. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Fact } from '@/core/engine/types';
import { createCatalog, type Catalog, type NodeDefinition } from '@/core/node-kit/definition';
import type { AnyExecutor, OutputItem, StepContext, StepResult } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { sleep } from '@/infra/clock/clock';
import { engineCatalog } from '@/testing/engine/catalog';
import { outputs as outputsOf } from '@/testing/engine/step-script';
import type { StepCall, StepGateway } from '@/worker/loop/step-gateway';
import { CALLED_ID } from './draw-case';
import type { SimulatedProcess } from './process';
import type { Script } from './script';
import { resultOf, type World, type WorldCall } from './world';

/** The node types of the engine's tests, and those that call or are called. */
export function simulatedCatalog(): Catalog {
  const main = [{ name: 'main', label: 'main' }];
  const base = engineCatalog.find('step');
  if (!base) throw new Error('the engine tests have no step');
  const more: NodeDefinition[] = [
    { ...base, type: 'call', name: 'call', inputs: main, outputs: main, effect: 'control' },
    {
      ...base,
      type: 'called',
      name: 'called',
      inputs: [],
      outputs: main,
      trigger: 'workflow',
      family: 'trigger',
    },
    { ...base, type: 'told', name: 'told', inputs: [], outputs: main, trigger: 'error', family: 'trigger' },
  ];
  return createCatalog([...engineCatalog.list(), ...more]);
}

/** The call that an executor works on: executors are handed items and `ctx`, and nothing else. */
const current = new AsyncLocalStorage<StepCall>();

/** Lets executors know which try of which step they are. */
export function knowing(gateway: StepGateway): StepGateway {
  return { run: (call) => current.run(call, () => gateway.run(call)) };
}

/** The name of a run: what the runs of two simulations of one case have in common. From its first fact. */
export function labelOf([first]: readonly Fact[]): string {
  if (first?.kind !== 'run-started') return 'unknown';
  const [data] = Object.values(first.outputs);
  const item = data && 'items' in data ? data.items[0] : undefined;
  return labelIn(item?.json ?? {});
}

/** Whether a run of that name is one that a step called. */
export function isCalled(label: string): boolean {
  return label.includes('/');
}

/** From the first item of its trigger. */
function labelIn(json: Record<string, unknown>): string {
  if (typeof json['label'] === 'string') return json['label'];
  const failed = json['run'];
  if (failed !== null && typeof failed === 'object' && 'id' in failed) return `told of ${String(failed.id)}`;
  return 'unknown';
}

export interface ExecutorDeps {
  process: SimulatedProcess;
  script: Script;
  seed: number;
  world: World;
  /** The store is asked whether the effect may begin now. */
  onEffect(call: StepCall, effect: { key: string; name: string }): void;
}

export function simulatedExecutors(deps: ExecutorDeps): Record<string, AnyExecutor> {
  const plain: AnyExecutor = { execute: (_input, ctx) => doStep(deps, ctx) };
  const write: AnyExecutor = {
    async executeItem(
      { item, index }: { item: { json: Record<string, unknown> }; index: number },
      ctx: StepContext,
    ) {
      const { script } = about(deps);
      if (index === 0) await work(deps, ctx, script);
      const given = [await writeOnce(deps, ctx, `${index}`)];
      // Some writes come in two calls, as pages do.
      if (deps.script.random(`pages ${item.json['index'] as string}`)() < 0.3) {
        given.push(await writeOnce(deps, ctx, `${index}:2`));
      }
      return { json: { index, given } };
    },
  };
  const types = ['trigger', 'step', 'split', 'join', 'join3', 'switch', 'loop', 'map', 'helped', 'call'];
  return Object.fromEntries([...types.map((type) => [`${type}@1`, plain]), ['write@1', write]]);
}

function about(deps: ExecutorDeps) {
  const call = current.getStore();
  if (!call) throw new Error('an executor was called by nobody');
  const label = labelOf(call.run.row.facts);
  return { call, label, script: deps.script.step(label, call.command.step) };
}

/** Takes its time, and fails as the script says. A resume mends what was wrong. */
async function work(deps: ExecutorDeps, ctx: StepContext, script: ReturnType<Script['step']>): Promise<void> {
  const { call } = about(deps);
  if (script.durationMs > 0) await pause(deps, script.deaf ? null : ctx.abort, script.durationMs);
  if (call.command.tries > script.failures || call.run.state.life > 0) return;
  const fail = script.retryable ? NodeFailure.retryable : NodeFailure.final;
  throw fail('simulated.failed', 'The script says so.', { outcome: 'not-done' });
}

async function doStep(deps: ExecutorDeps, ctx: StepContext): Promise<StepResult> {
  const { call, label, script } = about(deps);
  const { step } = call.command;
  const { suspends } = script;
  if (call.node.type !== 'call' && suspends !== null && ctx.resumed === undefined) {
    const until = 'forMs' in suspends ? { until: ctx.now + suspends.forMs } : {};
    return { kind: 'suspend', ...until, ...(suspends.kind === 'time' ? {} : { signal: suspends.kind }) };
  }
  await work(deps, ctx, script);
  const random = deps.script.random(`does ${label} ${step}`);
  if (call.node.type === 'call') return callOther({ label, step, random, ctx });
  if (call.node.isLoop) return handOut(call, random);
  const ports = call.node.outputPorts.map((port) => port.name).filter((port) => port !== 'error');
  const given = outputsOf(step, ports, deps.seed);
  const items = Object.entries(given).map(([port, data]) => [port, 'items' in data ? data.items : []]);
  return {
    kind: 'done',
    outputs: Object.fromEntries(items) as Record<string, OutputItem[]>,
    ...(script.answers ? { answer: { status: 200, headers: {}, body: step } } : {}),
  };
}

/** What a loop hands out: up to three batches of up to two items. */
function handOut(call: StepCall, random: () => number): StepResult {
  const ways = ['stop', 'continue', 'collect'] as const;
  const sizes = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 3));
  return {
    kind: 'iterate',
    batches: sizes.map((size, batch) =>
      Array.from({ length: size }, (_, index) => ({ json: { batch, index } })),
    ),
    concurrency: call.node.type === 'map' ? 1 + Math.floor(random() * 3) : 1,
    onItemError: ways[Math.floor(random() * 3)] ?? 'stop',
  };
}

function callOther(input: {
  label: string;
  step: string;
  random: () => number;
  ctx: StepContext;
}): StepResult {
  const { label, step, random, ctx } = input;
  if (ctx.resumed) {
    const { children = [] } = (ctx.resumed.payload ?? {}) as {
      children?: { status: string; items: unknown[] }[];
    };
    const told = children.map(({ status, items }) => ({ json: { status, items: items.length } }));
    return { kind: 'done', outputs: { main: told } };
  }
  const calls = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => [
    // Inputs that differ with every evaluation: a step that calls again must make the same calls all the same.
    { json: { label: `${label}/${step}/${index}`, index, at: ctx.now, luck: ctx.random() } },
  ]);
  const wait = random() < 0.8;
  return {
    ...{ kind: 'call', workflowId: CALLED_ID, version: 'published', calls, wait },
    concurrency: 1 + Math.floor(random() * 2),
    outputs: { main: [{ json: { called: calls.length } }] },
  };
}

/** One call to the world. */
async function writeOnce(deps: ExecutorDeps, ctx: StepContext, name: string): Promise<{ given: number }> {
  const { call, label } = about(deps);
  const { step, attempt, tries } = call.command;
  const script = deps.script.effect(label, step, name);
  return ctx.effect({ name, kind: 'write', summary: `write ${name}` }, async (key) => {
    deps.onEffect(call, { key, name });
    const mended = call.run.state.life > 0;
    const answer = mended
      ? ('ok' as const)
      : attempt === 1 && script.lost
        ? ('lost' as const)
        : script.final
          ? ('refused-for-good' as const)
          : tries <= script.refusals
            ? ('refused' as const)
            : ('ok' as const);
    const performed = answer === 'ok' || (answer === 'lost' && script.lost?.performed === true);
    const sent = { runId: call.run.row.id, step, effect: name, key, answer, performed };
    await reach(deps, ctx, { call: sent, takesMs: script.latencyMs });
    if (answer === 'ok') return resultOf(label, step, name) as { given: number };
    if (answer === 'lost')
      throw NodeFailure.retryable('world.lost', 'The answer was lost.', { outcome: 'unknown' });
    const fail = answer === 'refused' ? NodeFailure.retryable : NodeFailure.final;
    throw fail(`world.${answer}`, 'The world refuses it.', { outcome: 'not-done' });
  });
}

/** There and back; whoever stops waiting does not know how it stands. */
function reach(
  deps: ExecutorDeps,
  ctx: StepContext,
  { call, takesMs }: { call: WorldCall; takesMs: number },
): Promise<void> {
  const { process, world } = deps;
  const sent = process.send({
    name: `effect ${call.step} ${call.effect} (${call.answer})`,
    before: ['effect'],
    toStore: false,
    takesMs,
    apply: () => world.arrive(call, process.id),
    after: () => ['effect'],
  });
  const broken = sent.catch(() => {
    throw NodeFailure.retryable('world.broken', 'The connection broke.', { outcome: 'unknown' });
  });
  return Promise.race([broken, stopped(ctx.abort)]);
}

function stopped(abort: AbortSignal): Promise<never> {
  const failure = NodeFailure.final('world.stopped', 'Nobody waits for the answer.', { outcome: 'unknown' });
  return new Promise((_, reject) => {
    if (abort.aborted) reject(failure);
    else abort.addEventListener('abort', () => reject(failure), { once: true });
  });
}

function pause({ process }: ExecutorDeps, abort: AbortSignal | null, forMs: number): Promise<void> {
  if (!abort) return sleep(process.clock, forMs);
  return new Promise((resolve, reject) => {
    const callOff = process.clock.setTimer(forMs, () => {
      abort.removeEventListener('abort', stop);
      resolve();
    });
    const stop = () => {
      callOff();
      reject(abort.reason instanceof Error ? abort.reason : new Error('stopped'));
    };
    if (abort.aborted) stop();
    else abort.addEventListener('abort', stop, { once: true });
  });
}
