/**
 * Runs a whole workflow in memory: the real plan, the real engine, the real executors and the worker's own steps, with
 * nothing behind them. No database, no network, no clock of the machine: waits end at once, at their time. For tests
 * that ask what a workflow gives; durability is asked elsewhere.
 */
import { compilePlan } from '@/core/engine/compile-plan';
import { decide } from '@/core/engine/decide';
import { applyFact, createRunState } from '@/core/engine/state';
import type { Command, Fact, Plan, RunError, RunState, StepState } from '@/core/engine/types';
import {
  portableWorkflowSchema,
  type Graph,
  type PortableWorkflow,
} from '@/core/contracts/portable-workflow';
import type { Item, PortData } from '@/core/items/item';
import { itemsIn } from '@/core/items/port-data';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import { createCatalog } from '@/core/node-kit/definition';
import type { AnyExecutor, Sandbox } from '@/core/node-kit/executor';
import type { Log } from '@/infra/log/log';
import { definitions } from '@/nodes/definitions.generated';
import { executors } from '@/nodes/registry.generated';
import { runHere } from '@/testing/nodes/fake-context';
import { memoryBlobs } from '@/testing/simulator/memory-blobs';
import { createExecuteGateway, type ExecuteGatewayOptions } from '@/worker/loop/execute-gateway';
import type { LoopDeps } from '@/worker/loop/loop-deps';
import type { RunHandle } from '@/worker/loop/run-handle';
import { runStep } from '@/worker/loop/run-step';
import { createSlots } from '@/worker/loop/slots';
import { StepStop } from '@/worker/steps/step-stop';

const quiet = () => undefined;
const silentLog: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => silentLog };

const START = Date.UTC(2026, 0, 1);
const MAX_COMMANDS = 10_000;

export interface WholeRunOptions {
  /** Items of the trigger. Default: one empty item. */
  input?: readonly Item[];
  /** The trigger's id. Default: the first node without inputs. */
  trigger?: string;
  /** As in a run of the draft: pinned data stands in for its nodes. */
  pinned?: true;
  sandbox?: Sandbox;
  /** Default: nobody can be called. */
  http?: ExecuteGatewayOptions['http'];
  /** Executors instead of the catalog's, by `type@version`. */
  executors?: Readonly<Record<string, AnyExecutor>>;
}

export interface WholeRun {
  state: RunState;
  status: string;
  error: RunError | null;
  /** Node names in the order in which their steps were started. */
  started: readonly string[];
  /** What left a port (default: the first with items) of the node's steps, one list for each step that ended. */
  outputsOf(name: string, port?: string): Item[][];
  /** The `json` of all that left the node by a port, over all its steps. */
  jsonOf(name: string, port?: string): unknown[];
}

/** Runs the workflow until it ends. Rejects when it does not, or waits for something that nobody will do. */
export async function runWorkflow(
  file: PortableWorkflow | Graph,
  options: WholeRunOptions = {},
): Promise<WholeRun> {
  return prepareWorkflow(file)(options);
}

/** The workflow read and compiled once, to run it as often as it is called. */
export function prepareWorkflow(
  file: PortableWorkflow | Graph,
): (options?: WholeRunOptions) => Promise<WholeRun> {
  const graph = portableWorkflowSchema.parse(file);
  const plan = compilePlan(graph, createCatalog(definitions));
  return async (options = {}) => {
    const run = new MemoryRun(graph, plan, options);
    await run.play();
    return viewOf(run, plan);
  };
}

class MemoryRun implements RunHandle {
  readonly state: RunState;
  readonly limits = STANDARD_LIMITS;
  readonly isClosed = false;
  readonly started: string[] = [];
  readonly row: RunHandle['row'];
  private now = START;
  private readonly deps: LoopDeps;

  constructor(
    readonly graph: Graph,
    readonly plan: Plan,
    private readonly options: WholeRunOptions,
  ) {
    this.state = createRunState(plan);
    const trigger = options.trigger ?? plan.ordered.find((node) => node.definition.inputs.length === 0)?.id;
    // As much of a row as steps look at.
    this.row = {
      id: '0198c0de-0000-7000-8000-000000000001',
      tenantId: 'tenant',
      workflowId: 'workflow',
      mode: 'test',
      triggerNode: trigger ?? '',
      retentionClass: 30,
      createdAt: new Date(START),
      facts: [],
    } as unknown as RunHandle['row'];
    this.deps = depsOf(options, () => this.now);
  }

  record(fact: Fact): boolean {
    return applyFact(this.plan, this.state, fact);
  }

  keepReceipt(): void {
    // There is no ledger here.
  }

  committed(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async play(): Promise<void> {
    const { triggerNode } = this.row;
    const port = this.plan.nodes.get(triggerNode)?.outputPorts[0]?.name ?? 'main';
    const items = [...(this.options.input ?? [{ json: {} }])];
    this.record({
      kind: 'run-started',
      at: this.now,
      trigger: triggerNode,
      outputs: { [port]: { count: items.length, items } },
      seed: 'whole-run',
      ...(this.options.pinned ? { pinned: true } : {}),
    });
    for (let count = 0; !this.state.finished; count += 1) {
      if (count > MAX_COMMANDS) throw new Error('the run does not end');
      // Nothing is in flight between two commands, so nothing has to be aborted.
      const command = decide(this.plan, this.state).find(({ kind }) => kind !== 'abort-steps');
      if (!command) throw new Error('the run has nothing to do and has not ended');
      await this.follow(command);
    }
  }

  private async follow(command: Command): Promise<void> {
    switch (command.kind) {
      case 'start-step': {
        this.started.push(this.plan.nodes.get(command.nodeId)?.name ?? command.nodeId);
        const done = await runStep(this.deps, { run: this, command, stop: new StepStop() });
        if (done) this.record(done.fact);
        return;
      }
      case 'await-timer':
        this.now = Math.max(this.now, command.dueAt);
        this.record({ kind: 'timer-fired', at: this.now, step: command.step });
        return;
      case 'finish-run': {
        const { kind: _, ...end } = command;
        this.record({ kind: 'run-finished', at: this.now, ...end });
        return;
      }
      default:
        throw new Error(`nobody here answers ${command.kind}`);
    }
  }
}

function depsOf(options: WholeRunOptions, now: () => number): LoopDeps {
  const clock = {
    now,
    elapsed: () => 0,
    setTimer(delayMs: number, call: () => void) {
      // A long timer is a limit that nothing here reaches.
      if (delayMs > 1000) return () => undefined;
      const immediate = setImmediate(call);
      return () => clearImmediate(immediate);
    },
  };
  const blobs = memoryBlobs();
  let made = 1;
  const limitsOf = () => Promise.resolve(STANDARD_LIMITS);
  const nobody = () => Promise.reject(new Error('a run in memory has nobody to ask'));
  const steps = createExecuteGateway({
    ...{ blobs, clock, limitsOf, log: silentLog },
    executors: { ...executors, ...options.executors },
    http: options.http ?? { atDepth: () => ({ request: nobody }) },
    sandboxFor: () => options.sandbox ?? { runJavaScript: nobody, runSql: nobody },
    offloadFor: () => runHere,
    ids: { uuid7: () => `0198c0de-0000-7000-8000-${String((made += 1)).padStart(12, '0')}` },
    children: { prepare: nobody },
    resumeUrl: () => Promise.resolve('http://resume'),
  });
  // As much as a step needs: what would flush, watch or lease is never asked.
  return {
    ...{ clock, blobs, limitsOf, steps, log: silentLog },
    random: () => 0,
    idempotencyKey: (_tenant: string, text: string) => Promise.resolve(`key of ${text}`),
    writeSlots: createSlots(8),
    holdsLease: () => Promise.resolve(true),
  } as unknown as LoopDeps;
}

function viewOf(run: MemoryRun, plan: Plan): WholeRun {
  const { state } = run;
  const idOf = new Map(plan.ordered.map((node) => [node.name, node.id]));
  const stepsOf = (name: string): StepState[] => {
    const id = idOf.get(name);
    if (id === undefined) throw new Error(`no node is named ${name}`);
    return [...state.steps.values()].filter((step) => step.nodeId === id && step.outputs !== null);
  };
  const read = (data: PortData | undefined): Item[] => (data ? (itemsIn(data, () => undefined) ?? []) : []);
  const outputsOf = (name: string, port?: string): Item[][] =>
    stepsOf(name).map(({ outputs }) => {
      const live = Object.keys(outputs ?? {}).find((key) => (outputs?.[key]?.count ?? 0) > 0);
      return read(outputs?.[port ?? live ?? 'main']);
    });
  return {
    state,
    status: state.finished?.status ?? 'running',
    error: state.finished?.error ?? null,
    started: run.started,
    outputsOf,
    jsonOf: (name, port) =>
      outputsOf(name, port)
        .flat()
        .map((item) => item.json),
  };
}
