import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { redoneWith } from '@/core/engine/seed-facts';
import type { Fact, StepState } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { Item, JsonObject, PortData, PortOutputs } from '@/core/items/item';
import { sanitise } from '@/core/items/sanitise';
import type { KeyedCall } from '@/infra/db/run-store/known-call';
import type { ServiceDeps } from '@/services/deps';
import { answerOnce, keyedCall } from './answer-once';
import { keepDraftGraph } from './draft-graph';
import { demandStepsSaved } from './demand-steps-saved';
import { loadEndedRun } from './load-ended-run';
import { demandReached } from './missing-data';
import { planOf } from './run-projection';
import { planSeeds, type StartFact } from './seed-run';
import { startOf } from './start-of';
import { startSeeded, startableOf } from './start-seeded';

/** Other items than the step got, by input port; for a trigger, by output port. */
export type ChangedInput = Record<string, readonly { json: JsonObject }[]>;

export interface RerunInput {
  id: string;
  /** Step key. */
  step: string;
  input?: ChangedInput | undefined;
  /** The graph of that run, or the draft as it is now. */
  on: 'same' | 'draft';
  /** Chosen by the caller: a call that is made again under it starts nothing, and gives the run of the first one. */
  idempotencyKey?: string | undefined;
}

/**
 * Runs a chosen step of an ended run and everything behind it again, as a new run; the results before it are kept.
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.log-gone`, `run.steps-not-saved`, `step.not-found`,
 * `run.data-missing`,
 * `run.step-not-reached`, `run.unknown-input`, `run.idempotency-conflict`, `workflow.not-found`, `workflow.has-problems`.
 */
export async function rerunFromStep(
  deps: ServiceDeps,
  scope: TenantScope,
  input: RerunInput,
): Promise<{ id: string }> {
  demand(scope, 'run:start');
  if (input.on === 'draft') demand(scope, 'workflow:read');
  const { id, step, on, idempotencyKey } = input;
  const body = { step, on, input: input.input ?? null } as const;
  const call = idempotencyKey === undefined ? null : keyedCall(`again:${id}`, idempotencyKey, body);
  return answerOnce(deps, scope, { call, work: () => startRerun(deps, scope, { ...input, call }) });
}

async function startRerun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: RerunInput & { call: KeyedCall | null },
): Promise<{ id: string }> {
  const origin = await loadEndedRun(deps, scope.tenantId, input.id);
  const chosen = origin.state.steps.get(input.step);
  if (chosen?.key !== startOf(origin.facts).trigger) demandStepsSaved(origin.state);
  if (!chosen) throw UserProblem.notFound('step');
  const startable = await startableOf(deps, scope, origin.run.workflowId);
  const isDraft = input.on === 'draft';
  const graphHash = isDraft
    ? (await keepDraftGraph(deps, scope, startable.draftGraph)).graphHash
    : origin.run.graphHash;
  const { plan } = isDraft ? await planOf(deps, scope.tenantId, graphHash) : origin;
  if (!plan.nodes.has(chosen.nodeId)) throw UserProblem.notFound('node');
  const version = isDraft ? null : origin.run.version;
  const id = deps.ids.uuid7();
  const began = startOf(origin.facts);
  const isTrigger = chosen.key === began.trigger;
  const changed = changedData(input.input ?? {});
  const { pinned: _, until: __, ...rest } = began;
  const started: StartFact = {
    ...rest,
    outputs: isTrigger ? { ...began.outputs, ...changed } : began.outputs,
    at: deps.clock.now(),
    seed: id,
    ...(version === null ? { pinned: true as const } : {}),
  };
  const isRedone = redoneWith(plan, chosen);
  const { facts, state } = planSeeds({
    plan,
    started,
    origin,
    keep: (step) => !isRedone(step),
    keepReceipts: false,
    extra: isTrigger ? [] : replaced(chosen, changed, deps.clock.now()),
  });
  if (!isTrigger) demandReached(plan, state, { nodeId: chosen.nodeId, stepKey: chosen.key });
  return startSeeded(deps, scope, {
    ...{ id, startable, plan, graphHash, version, started, facts, how: 'rerun' },
    parentRunId: input.id,
    dedup: input.call,
  });
}

function replaced(step: StepState, changed: PortOutputs, at: number): Fact[] {
  return Object.entries(changed).map(([port, data]): Fact => {
    if (!Object.hasOwn(step.inputs, port)) throw unknownInput(step, port);
    return { kind: 'input-replaced', step: step.key, port, data, at };
  });
}

function changedData(input: ChangedInput): PortOutputs {
  return Object.fromEntries(Object.entries(input).map(([port, items]) => [port, toData(items)]));
}

function toData(items: readonly { json: JsonObject }[]): PortData {
  // An object comes back as an object.
  const clean = items.map(({ json }): Item => ({ json: sanitise(json).value as JsonObject }));
  return { count: clean.length, items: clean };
}

function unknownInput(step: StepState, port: string): UserProblem {
  return new UserProblem(
    'run.unknown-input',
    `This step got nothing at an input “${port}”. Give items for inputs that it got some at.`,
    { status: 422, details: { port, known: Object.keys(step.inputs) } },
  );
}
