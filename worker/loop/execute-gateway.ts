/** Joins the loop to `worker/steps`: loads what a step needs and hands the executor its context. */
import type { Limits } from '@/core/limits/limits';
import type { AnyExecutor, GuardedHttp, Sandbox, StepContext } from '@/core/node-kit/executor';
import type { Item } from '@/core/items/item';
import { collectNodeReferences } from '@/core/expression/references';
import { namesInCode } from '@/core/node-kit/code-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { PlanNode } from '@/core/engine/types';
import type { BlobStore } from '@/infra/blobs/blob-store';
import type { TimedClock } from '@/infra/clock/clock';
import type { Ids } from '@/infra/ids/ids';
import type { Log } from '@/infra/log/log';
import { innermostIteration } from '@/core/engine/path';
import { executeStep } from '@/worker/steps/execute-step';
import { createStepEnv } from '@/worker/steps/expression-env';
import { seededRandom } from '@/worker/steps/seeded-random';
import { createStepContext, type StepContextParts } from '@/worker/steps/step-context';
import { createStepCredentials } from '@/worker/credentials/step-credentials';
import type { AccessTokens } from '@/worker/credentials/access-tokens';
import type { OpenCredentials } from '@/worker/credentials/open-credentials';
import { createStepFiles } from '@/worker/steps/step-files';
import { createStepMemory, type MemoryStore } from '@/worker/steps/step-memory';
import { stepLimits } from '@/worker/steps/step-limits';
import { toStepFailure } from '@/worker/steps/step-failure';
import type { StepOutcome } from '@/worker/steps/step-outcome';
import { openChildResults } from './child-results';
import type { ChildRuns } from './child-runs';
import { depthOf } from './error-runs';
import { patiently } from './patiently';
import { createRunData, loadAllOutputs, noteStored } from './run-data';
import type { StepCall, StepEnd, StepGateway } from './step-gateway';
import { calledBefore, momentOf, seedOf, type StepMoment } from './step-moment';
import { blobFolderOf, outputStoreOf, readInputs, type StepInputs } from './step-inputs';

export interface ExecuteGatewayOptions {
  executors: Readonly<Record<string, AnyExecutor>>;
  http: { atDepth(depth: number, bounds: { maxDepth: number; maxResponseBytes: number }): GuardedHttp };
  /** Users' code of one tenant runs apart from every other's. */
  sandboxFor(tenantId: string, signal: AbortSignal, limits: Limits): Sandbox;
  /** Jobs of node types, in threads that end with the step. */
  offloadFor(tenantId: string, signal: AbortSignal): StepContext['offload'];
  /** What the tenant may have how much of, at most half a minute old. */
  limitsOf(tenantId: string): Promise<Limits>;
  blobs: BlobStore;
  clock: TimedClock;
  ids: Ids;
  children: ChildRuns;
  /** What workflows keep from run to run; absent: nothing is kept. */
  memory?: MemoryStore;
  /** The address at which somebody outside may end the wait behind a step. */
  resumeUrl(step: { tenantId: string; runId: string; key: string }): Promise<string>;
  /** What opens stored credentials. Without, no node has any. */
  credentials?: { open: OpenCredentials; tokens: AccessTokens };
  log: Log;
}

export function createExecuteGateway(options: ExecuteGatewayOptions): StepGateway {
  return {
    async run(call) {
      const { run, node, command } = call;
      const executor = options.executors[`${node.type}@${node.typeVersion}`];
      if (!executor) return missing(node);
      // What held when the run was taken up is better than nothing where the database is away.
      const limits = await options.limitsOf(run.row.tenantId).catch(() => run.limits);
      const held = await heldFor(options.blobs, call, { executor, limits });
      if ('kind' in held) return held;
      const { inputs, paged } = held;
      const resumeUrl = namesResumeUrl(node)
        ? await patiently(options.clock, () =>
            options.resumeUrl({ tenantId: run.row.tenantId, runId: run.row.id, key: command.step }),
          )
        : undefined;
      const resumed = await resumedOf(options.blobs, call);
      const http = options.http.atDepth(depthOf(run.row), {
        maxDepth: limits['webhook.depth'],
        maxResponseBytes: limits['http.response-bytes'],
      });
      const moment = momentOf(call);
      const outcome = await executeStep({
        node,
        executor,
        inputs,
        paged,
        store: outputStoreOf(options, run, limits),
        env: envOf(call, { inputs, resumeUrl, moment }),
        context: (stop) =>
          createStepContext({
            http,
            ...credentialsOf(options, call, http),
            sandbox: {
              runJavaScript: (code) =>
                options.sandboxFor(run.row.tenantId, stop.signal, limits).runJavaScript(code),
              runSql: (sql) => options.sandboxFor(run.row.tenantId, stop.signal, limits).runSql(sql),
            },
            files: createStepFiles({
              blobs: options.blobs,
              prefix: blobFolderOf(run),
              tenantId: run.row.tenantId,
              maxBytes: limits['data.file-bytes'],
              newId: () => options.ids.uuid7(),
            }),
            memory: createStepMemory({
              store: options.memory,
              place: { tenantId: run.row.tenantId, workflowId: run.row.workflowId },
              earlier: () => run.state.memory,
            }),
            offload: (type, input) => options.offloadFor(run.row.tenantId, stop.signal)(type, input),
            timezone: run.plan.settings.timezone,
            limits,
            clock: options.clock,
            effect: call.effect,
            stop,
            now: moment.now,
            seed: seedOf(call, moment),
            ...(resumed ? { resumed } : {}),
          }),
        stop: call.stop,
        clock: options.clock,
        triesLeft: command.tries < (node.settings.retry?.attempts ?? 1),
        limits: stepLimits(limits),
        onUnexpected: (thrown) => {
          if (run.isClosed) return;
          options.log.error(
            { err: thrown, code: 'step.unexpected', runId: run.row.id, step: command.step },
            'A node failed in a way it did not plan.',
          );
        },
      });
      if (outcome.kind === 'done' && outcome.stored) noteStored(run, Object.values(outcome.stored));
      return outcome.kind === 'call' ? callWorkflow(options, { call, moment, outcome }) : outcome;
    },
  };
}

function credentialsOf(
  { credentials, clock }: ExecuteGatewayOptions,
  { run, node }: StepCall,
  http: GuardedHttp,
): Pick<StepContextParts, 'credentials'> {
  if (!credentials) return {};
  const { tenantId } = run.row;
  return {
    credentials: (onSecrets) =>
      createStepCredentials({
        ...{ node, tenantId, http, onSecrets, tokens: credentials.tokens },
        open: (tenant, id) => patiently(clock, () => credentials.open(tenant, id)),
      }),
  };
}

/** The input, and what its expressions look back at; or why it cannot be held. */
async function heldFor(
  blobs: BlobStore,
  call: StepCall,
  { executor, limits }: { executor: AnyExecutor; limits: Limits },
): Promise<StepInputs | Extract<StepEnd, { kind: 'failed' }>> {
  const back = looksBack(call.node);
  try {
    const inputs = await readInputs(blobs, call, { executor, limits, looksBack: back });
    if (back) await loadAllOutputs(blobs, call.run, limits['step.input-characters']);
    return inputs;
  } catch (thrown) {
    if (!(thrown instanceof NodeFailure)) throw thrown;
    return { kind: 'failed', ...toStepFailure(thrown, 0), console: [] };
  }
}

function envOf(
  call: StepCall,
  known: {
    inputs: Readonly<Record<string, readonly Item[]>>;
    resumeUrl: string | undefined;
    moment: StepMoment;
  },
) {
  const { run, node, command } = call;
  const { inputs, resumeUrl, moment } = known;
  const port = node.definition.inputs[0]?.name ?? 'main';
  return createStepEnv({
    data: createRunData(run, command),
    port,
    inputItems: inputs[port] ?? [],
    runIndex: innermostIteration(command.path),
    now: moment.now,
    timezone: run.plan.settings.timezone,
    workflow: { id: run.row.workflowId, name: run.graph.name, active: run.row.version !== null },
    self: { id: node.id, name: node.name, version: node.typeVersion },
    execution: { id: run.row.id, mode: run.row.mode, ...(resumeUrl === undefined ? {} : { resumeUrl }) },
    vars: {},
    random: seededRandom(`${seedOf(call, moment)}|expressions`),
  });
}

const references = new WeakMap<PlanNode, boolean>();

const resumeUrls = new WeakMap<PlanNode, boolean>();

/** Whether an expression of the node asks for the resume address: it is made for those alone. */
function namesResumeUrl(node: PlanNode): boolean {
  let known = resumeUrls.get(node);
  if (known === undefined)
    resumeUrls.set(node, (known = JSON.stringify(node.parameters).includes('resumeUrl')));
  return known;
}

/** Whether an expression or the code of the node asks for other nodes' items. */
function looksBack(node: PlanNode): boolean {
  let known = references.get(node);
  if (known === undefined) {
    known = collectNodeReferences(node.parameters).length > 0 || codeLooksBack(node);
    references.set(node, known);
  }
  return known;
}

function codeLooksBack({ definition, parameters }: PlanNode): boolean {
  return definition.fields.some(({ kind, name }) => {
    const source = kind === 'code' && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof source !== 'string') return false;
    const { nodes, dynamic } = namesInCode(source);
    return dynamic || nodes.length > 0;
  });
}

/** What a step that waited is told when it is called again. */
async function resumedOf(blobs: BlobStore, { command }: StepCall): Promise<StepCall['command']['resumed']> {
  const payload = command.resumed?.payload ?? null;
  return payload === null ? command.resumed : { payload: await openChildResults(blobs, payload) };
}

async function callWorkflow(
  { children, clock }: Pick<ExecuteGatewayOptions, 'children' | 'clock'>,
  made: { call: StepCall; moment: StepMoment; outcome: Extract<StepOutcome, { kind: 'call' }> },
): Promise<StepEnd> {
  const { outcome, moment } = made;
  const { run, command } = made.call;
  const { row } = run;
  try {
    const before = calledBefore(run, command.step);
    const wanted = { row, depth: depthOf(row), step: command.step, call: outcome, before };
    const called = await patiently(clock, () => children.prepare(wanted));
    const { now: at, seed } = moment;
    return {
      ...{ kind: 'called', children: called, wait: outcome.wait, outputs: outcome.outputs },
      moment: { at, ...(seed === undefined ? {} : { seed }) },
    };
  } catch (thrown) {
    return { kind: 'failed', ...toStepFailure(thrown, 0), console: outcome.console };
  }
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
