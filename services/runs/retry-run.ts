import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { calledBy } from '@/core/engine/seed-facts';
import type { Plan } from '@/core/engine/types';
import { UserProblem } from '@/core/errors/app-error';
import type { StartableWorkflow } from '@/infra/db/run-store/find-startable';
import type { KeyedCall } from '@/infra/db/run-store/known-call';
import type { ServiceDeps } from '@/services/deps';
import { answerOnce, keyedCall } from './answer-once';
import { demandStepsSaved } from './demand-steps-saved';
import { loadEndedRun } from './load-ended-run';
import { planOf, type LoadedRun } from './run-projection';
import { planSeeds, type StartFact } from './seed-run';
import { startOf } from './start-of';
import { startSeeded, startableOf } from './start-seeded';

export interface RetryRunInput {
  id: string;
  /**
   * `failed`: results of steps that succeeded are kept, and so are the receipts of those that did not. `all`: the same
   * input again, nothing kept, new idempotency keys.
   */
  mode: 'failed' | 'all';
  /** `published`: on the version that is live now, keeping results where their nodes still exist. Default `same`. */
  on?: 'same' | 'published' | undefined;
  /** Chosen by the caller: a call that is made again under it starts nothing, and gives the run of the first one. */
  idempotencyKey?: string | undefined;
  /** Asked for twice under one key of ours, it is started once. */
  onceKey?: string | undefined;
  /** Only while its failure waits for somebody. */
  onlyOpen?: boolean;
  /** Why, for whoever looks at the failure later. */
  note?: string | undefined;
}

const ONCE_FOR_MS = 30 * 86_400_000;

/**
 * Runs an ended run again as a new run, of the same version or of the published one. A failure that waited for somebody
 * is handled by it.
 * @throws UserProblem `run.not-found`, `run.still-live`, `run.log-gone`, `run.steps-not-saved`, `run.nothing-failed`,
 * `run.unknown-trigger`,
 * `run.idempotency-conflict`, `workflow.not-found`, `dead-letter.not-open`.
 */
export async function retryRun(
  deps: ServiceDeps,
  scope: TenantScope,
  input: RetryRunInput,
): Promise<{ id: string }> {
  demand(scope, 'run:start');
  const { id, mode, on = 'same', idempotencyKey } = input;
  if (idempotencyKey === undefined) {
    const call = input.onceKey === undefined ? null : onceUnder(input.onceKey);
    return startRetry(deps, scope, { ...input, call });
  }
  const call = keyedCall(`again:${id}`, idempotencyKey, { mode, on });
  return answerOnce(deps, scope, { call, work: () => startRetry(deps, scope, { ...input, call }) });
}

async function startRetry(
  deps: ServiceDeps,
  scope: TenantScope,
  input: RetryRunInput & { call: KeyedCall | null },
): Promise<{ id: string }> {
  const { id: originId, mode } = input;
  const origin = await loadEndedRun(deps, scope.tenantId, originId);
  if (mode === 'failed' && origin.run.status === 'succeeded') throw nothingFailed();
  if (mode === 'failed') demandStepsSaved(origin.state);
  const startable = await startableOf(deps, scope, origin.run.workflowId);
  const target = await targetOf(deps, scope, { origin, startable, on: input.on ?? 'same' });
  const id = deps.ids.uuid7();
  const keepsAll = mode === 'failed';
  const started: StartFact = {
    ...{ ...startOf(origin.facts), at: deps.clock.now(), seed: id },
    ...(keepsAll ? { called: calledBy(origin) } : {}),
  };
  if (!target.plan.starts.has(started.trigger)) throw unknownTrigger();
  const { facts } = planSeeds({
    plan: target.plan,
    started,
    origin,
    keep: () => keepsAll,
    keepReceipts: keepsAll,
    extra: [],
  });
  return startSeeded(deps, scope, {
    ...{ id, startable, started, facts, how: 'retry', ...target },
    parentRunId: originId,
    note: input.note,
    onlyOpen: input.onlyOpen,
    dedup: input.call,
  });
}

interface Target {
  plan: Plan;
  graphHash: string;
  version: number | null;
}

/** What the new run runs on. A workflow that is not published any more is run as it was. */
async function targetOf(
  deps: ServiceDeps,
  scope: TenantScope,
  { origin, startable, on }: { origin: LoadedRun; startable: StartableWorkflow; on: 'same' | 'published' },
): Promise<Target> {
  const { graphHash, version } = startable;
  if (on === 'same' || graphHash === null || version === null || graphHash === origin.run.graphHash) {
    return { plan: origin.plan, graphHash: origin.run.graphHash, version: origin.run.version };
  }
  return { plan: (await planOf(deps, scope.tenantId, graphHash)).plan, graphHash, version };
}

function onceUnder(key: string): KeyedCall {
  return { ...keyedCall('retry', key, key), ttlMs: ONCE_FOR_MS };
}

function nothingFailed(): UserProblem {
  return UserProblem.conflict(
    'run.nothing-failed',
    'No step of this run failed. Run all of it again, or from a step of your choice.',
  );
}

function unknownTrigger(): UserProblem {
  return UserProblem.conflict(
    'run.unknown-trigger',
    'The published version has no such trigger any more. Resume the run, or run the version it began with again.',
  );
}
