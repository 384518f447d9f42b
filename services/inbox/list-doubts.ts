import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { DoubtView } from '@/core/contracts/inbox';
import { answerStatus } from '@/core/dead-letters/failure-category';
import type { StepState } from '@/core/engine/types';
import { itemOfEffect } from '@/core/ledger/receipt-parts';
import { redactSample } from '@/core/ledger/redact-sample';
import { listStoredDoubts, type StoredDoubt } from '@/infra/db/run-store/list-doubts';
import type { ServiceDeps } from '@/services/deps';
import { readPlace, writePlace } from '@/services/lists/place-cursor';
import { loadRun, type LoadedRun } from '@/services/runs/run-projection';

/** Earlier failures shown of one step. */
const MAX_EARLIER = 5;

/** Writes that wait for a decision, newest first, with what is known of each. @throws UserProblem `list.bad-cursor`. */
export async function listDoubts(
  deps: ServiceDeps,
  scope: TenantScope,
  input: { workflowId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: DoubtView[]; nextCursor: string | null }> {
  demand(scope, 'run:decide');
  const after = readPlace(input.cursor);
  const { doubts, hasMore } = await listStoredDoubts(deps.db.app, scope.tenantId, {
    workflowId: input.workflowId ?? null,
    after: after && { since: after.at, runId: after.id, tie: after.tie },
    limit: input.limit,
  });
  const runs = new Map<string, LoadedRun>();
  for (const { runId } of doubts) {
    // One that was decided meanwhile and is gone is simply not shown.
    const run = runs.has(runId)
      ? undefined
      : await loadRun(deps, scope.tenantId, runId).catch(() => undefined);
    if (run) runs.set(runId, run);
  }
  const last = doubts.at(-1);
  return {
    items: doubts.flatMap((doubt) => toView(doubt, runs.get(doubt.runId)) ?? []),
    nextCursor:
      hasMore && last ? writePlace({ at: last.since.toISOString(), id: last.runId, tie: last.tie }) : null,
  };
}

function toView(stored: StoredDoubt, loaded: LoadedRun | undefined): DoubtView | null {
  const step = loaded?.state.steps.get(stored.stepKey);
  if (!loaded || step?.wait?.kind !== 'decision') return null;
  const node = loaded.plan.nodes.get(step.nodeId);
  const names = new Set(step.wait.effects);
  const open = [...step.effects].filter(([name]) => names.has(name));
  const { runId, workflowId, workflowName, version } = stored;
  return {
    ...{ runId, workflowId, workflowName, version, nodeId: step.nodeId },
    step: step.key,
    nodeName: node?.name ?? step.nodeId,
    iteration: step.path.length === 0 ? null : step.path.join('/'),
    since: stored.since.toISOString(),
    calls: step.attempt,
    open: open.map(([effect, { summary, intendedAt, idempotencyKey }]) => ({
      ...{ effect, summary, idempotencyKey },
      item: itemOfEffect(effect),
      intendedAt: new Date(intendedAt).toISOString(),
    })),
    answered: [...step.effects.values()].filter((effect) => effect.status === 'answered').length,
    earlier: earlierOf(loaded, step.key),
    sent: sentOf(step, open.map(([name]) => itemOfEffect(name))[0] ?? 0),
    onFail: node?.settings.onError ?? 'stop',
  };
}

function earlierOf({ facts }: LoadedRun, stepKey: string): DoubtView['earlier'] {
  return facts
    .flatMap((fact) =>
      fact.kind === 'step-failed' && fact.step === stepKey
        ? {
            at: new Date(fact.at).toISOString(),
            code: fact.error.code,
            message: fact.error.message,
            answerStatus: answerStatus(fact.error),
          }
        : [],
    )
    .slice(-MAX_EARLIER)
    .reverse();
}

/** What the step worked with, as far as it lies beside the facts. */
function sentOf(step: StepState, place: number): DoubtView['sent'] {
  for (const { data } of Object.values(step.inputs)) {
    if (!('items' in data)) continue;
    const item = data.items[place] ?? data.items[0];
    if (item) return { sample: redactSample(item.json), count: data.count };
  }
  return null;
}
