/**
 * A step that calls a workflow again (its run was resumed or retried) must not repeat what the called run
 * did outside. So the new run begins with what the one before it knew: what succeeded stays, answered effects are replayed,
 * and a write that nobody knows the outcome of stays in doubt. With other items it is another call, and begins anew.
 */
import { calledBy } from '@/core/engine/seed-facts';
import { foldFacts } from '@/core/engine/state';
import type { CalledRun } from '@/core/engine/types';
import type { Item } from '@/core/items/item';
import type { Limits } from '@/core/limits/limits';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { loadItems, runBlobPrefix } from '@/infra/blobs/port-data';
import { sleep } from '@/infra/clock/clock';
import type { RunLog } from '@/infra/db/run-store/read-run-log';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import { createFactCopier } from '@/services/runs/copy-fact-data';
import { planSeeds, type StartFact } from '@/services/runs/seed-run';
import type { CallableDeps } from './callable-deps';

interface Again {
  /** As it is without anything before it. */
  fresh: ChildRun;
  callable: { graphHash: string; workflowId: string; retentionClass: number };
  items: readonly Item[];
  limits: Limits;
  /** Whether the step waits for the run's end: what is not waited for may run beside another. */
  wait: boolean;
  before: CalledRun | undefined;
}

/** Between two looks at a run that is still ending. */
const LOOK_MS = 250;
/** A call that is called off stops within moments; longer than this, a person or the retry policy decides. */
const PATIENCE_MS = 5_000;

/**
 * The run with what the run before it knew, where it was called with the same items. Throws a retryable NodeFailure
 * (`sub-workflow.still-ending`) when that one does not come to its end: beginning anew would repeat what it is still doing.
 */
export async function goOnFrom(deps: CallableDeps, again: Again): Promise<ChildRun> {
  const { fresh, callable, before, limits } = again;
  if (before?.workflowId !== callable.workflowId) return fresh;
  const { tenantId } = fresh;
  const log = await readWhenEnded(deps, again, { tenantId, runId: before.runId });
  if (!log) return fresh;
  const [{ plan: earlier }, { plan }] = await Promise.all([
    deps.plans.get(tenantId, log.graphHash),
    deps.plans.get(tenantId, callable.graphHash),
  ]);
  const origin = { plan: earlier, state: foldFacts(earlier, log.facts), facts: log.facts };
  // Written by `buildNewRun`.
  const started: StartFact = { ...(JSON.parse(fresh.startFact) as StartFact), called: calledBy(origin) };
  const keep = () => true;
  const { facts } = planSeeds({ plan, started, origin, keep, keepReceipts: true, extra: [] });
  const { retentionClass } = callable;
  const createdAtMs = deps.clock.now();
  const copy = createFactCopier(deps, {
    prefix: runBlobPrefix({ retentionClass, createdAtMs, tenantId, runId: fresh.id }),
    inlineLimit: limits['data.inline-characters'],
  });
  const seedFacts: string[] = [];
  for (const fact of facts) seedFacts.push(JSON.stringify(await copy(fact)));
  return { ...fresh, startFact: JSON.stringify(started), seedFacts };
}

/** The log of the run before, once it is over; undefined when it is not kept, and when it was another call. */
async function readWhenEnded(
  deps: CallableDeps,
  again: Again,
  key: { tenantId: string; runId: string },
): Promise<RunLog | undefined> {
  const since = deps.clock.elapsed();
  for (;;) {
    const log = await deps.store.readRunLog(key);
    if (!log || !(await isSameCall(deps, log, again))) return undefined;
    if (log.ended) return log;
    if (!again.wait) return undefined;
    if (deps.clock.elapsed() - since >= PATIENCE_MS) throw stillEnding(key.runId);
    await sleep(deps.clock, LOOK_MS);
  }
}

async function isSameCall(
  deps: CallableDeps,
  { facts: [first] }: RunLog,
  { fresh, items }: Again,
): Promise<boolean> {
  if (first?.kind !== 'run-started' || first.trigger !== fresh.triggerNode) return false;
  const [output] = Object.values(first.outputs);
  return (
    output?.count === items.length &&
    JSON.stringify(await loadItems(deps.blobs, output)) === JSON.stringify(items)
  );
}

function stillEnding(runId: string): NodeFailure {
  return NodeFailure.retryable(
    'sub-workflow.still-ending',
    'The workflow that this node called before is still coming to its end. Resume this run again in a moment, so that nothing is done twice.',
    { outcome: 'not-done', details: { runId } },
  );
}
