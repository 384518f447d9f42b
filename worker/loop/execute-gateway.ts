/** Joins the loop to `worker/steps`: loads what a step needs and hands the executor its context. */
import type { AnyExecutor, GuardedHttp, Sandbox } from '@/core/node-kit/executor';
import type { Item } from '@/core/items/item';
import { collectNodeReferences } from '@/core/expression/references';
import type { PlanNode } from '@/core/engine/types';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { Log } from '@/infra/log/log';
import { executeStep } from '@/worker/steps/execute-step';
import { createStepEnv } from '@/worker/steps/expression-env';
import { seededRandom } from '@/worker/steps/seeded-random';
import { createStepContext } from '@/worker/steps/step-context';
import type { StepOutcome } from '@/worker/steps/step-outcome';
import type { RunHandle } from './run-handle';
import { createRunData, itemsOf, loadAllOutputs } from './run-data';
import type { StepCall, StepEnd, StepGateway } from './step-gateway';

/** Longest time a step may take when its node sets none. */
const DEFAULT_STEP_LIMIT_MS = 5 * 60_000;

export interface ExecuteGatewayOptions {
  executors: Readonly<Record<string, AnyExecutor>>;
  http: { atDepth(depth: number): GuardedHttp };
  /** Users' code of one tenant runs apart from every other's. */
  sandboxFor(tenantId: string, signal: AbortSignal): Sandbox;
  blobs: BlobStore;
  log: Log;
}

export function createExecuteGateway(options: ExecuteGatewayOptions): StepGateway {
  return {
    async run(call) {
      const { run, node, command } = call;
      const executor = options.executors[`${node.type}@${node.typeVersion}`];
      if (!executor) return missing(node);
      const inputs: Record<string, Item[]> = {};
      for (const [port, delivery] of Object.entries(command.inputs)) {
        inputs[port] = await itemsOf(options.blobs, run, delivery.data);
      }
      if (looksBack(node)) await loadAllOutputs(options.blobs, run);
      const outcome = await executeStep({
        node,
        executor,
        inputs,
        env: envOf(call, inputs),
        context: (abort) =>
          createStepContext({
            http: options.http.atDepth(callDepthOf(run)),
            sandbox: options.sandboxFor(run.row.tenantId, abort),
            effect: call.effect,
            abort,
            now: call.now,
            seed: seedOf(call),
            ...(command.resumed ? { resumed: command.resumed } : {}),
          }),
        signal: call.abort,
        triesLeft: command.tries < (node.settings.retry?.attempts ?? 1),
        limits: { timeoutMs: DEFAULT_STEP_LIMIT_MS },
        onUnexpected: (thrown) => {
          if (run.isClosed) return;
          options.log.error(
            { err: thrown, code: 'step.unexpected', runId: run.row.id, step: command.step },
            'A node failed in a way it did not plan.',
          );
        },
      });
      return toEnd(outcome);
    },
  };
}

function envOf(call: StepCall, inputs: Readonly<Record<string, readonly Item[]>>) {
  const { run, node, command } = call;
  const port = node.definition.inputs[0]?.name ?? 'main';
  return createStepEnv({
    data: createRunData(run, command),
    port,
    inputItems: inputs[port] ?? [],
    runIndex: 0,
    now: call.now,
    timezone: run.plan.settings.timezone,
    workflow: { id: run.row.workflowId, name: run.graph.name },
    execution: { id: run.row.id, mode: run.row.mode },
    vars: {},
    random: seededRandom(`${seedOf(call)}|expressions`),
  });
}

/** The same over attempts and after every crash, so random numbers are too. */
function seedOf({ run, command }: StepCall): string {
  return `${run.state.started?.seed ?? run.row.id}|${command.step}`;
}

/** How many of our own webhooks called one another until this run began. */
function callDepthOf(run: RunHandle): number {
  const [first] = run.row.facts;
  return first?.kind === 'run-started' ? (first.depth ?? 0) : 0;
}

const references = new WeakMap<PlanNode, boolean>();

/** Whether an expression of the node asks for other nodes' items. */
function looksBack(node: PlanNode): boolean {
  let known = references.get(node);
  if (known === undefined) references.set(node, (known = collectNodeReferences(node.parameters).length > 0));
  return known;
}

function toEnd(outcome: StepOutcome): StepEnd {
  if (outcome.kind !== 'call') return outcome;
  return {
    kind: 'failed',
    error: {
      code: 'step.unsupported',
      message: 'This node wants to call a workflow, which it cannot do here.',
      retryable: false,
    },
    outcome: 'not-done',
    console: outcome.console,
  };
}

function missing(node: PlanNode): StepEnd {
  return {
    kind: 'failed',
    error: {
      code: 'step.no-executor',
      message: `This worker does not know the node type “${node.type}” in version ${node.typeVersion}. Update the worker.`,
      retryable: false,
    },
    outcome: 'not-done',
    console: [],
  };
}
