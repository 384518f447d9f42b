import { afterLastFailure } from '@/core/engine/after-failure';
import { findDoubts } from '@/core/engine/recover';
import type { Fact, Plan, RunState } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';

/** Steps that were cut off inside a write, and what their policy says about it. */
export function factsOfDoubts(
  plan: Plan,
  state: RunState,
  at: { row: Pick<ClaimedRun, 'seq'>; now: number },
): Fact[] {
  const { row, now } = at;
  return findDoubts(plan, state).flatMap(({ step, attempt, nodeId, policy, effects, error }): Fact[] => {
    if (policy === 'repeat') return [];
    // The write of an earlier run, from which this one goes on: failing would only say again why somebody asked for it.
    const isOlder = row.seq === 0;
    if (policy === 'ask' || isOlder) return [{ kind: 'step-doubted', at: now, step, attempt, effects }];
    const node = plan.nodes.get(nodeId);
    if (!node) return [];
    const next = afterLastFailure(node, error);
    return [{ kind: 'step-failed', at: now, step, attempt, startedAt: now, error, next }];
  });
}
