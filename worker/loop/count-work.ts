/** Adds what the loop did to the figures of this process. */
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunFlush } from '@/infra/db/run-store/flush-runs';
import {
  claimSeconds,
  flushRunsSize,
  flushSeconds,
  runsFinished,
  stepsFinished,
} from '@/infra/metrics/figures';

export function countFlush(written: readonly RunFlush[], durationMs: number): void {
  flushRunsSize.observe(written.length);
  flushSeconds.observe(durationMs / 1000);
  for (const { finish } of written) {
    if (!finish) continue;
    runsFinished.add(1, { status: finish.status });
    stepsFinished.add(finish.stepCount);
  }
}

/** How long runs waited for their first worker, by the database's clock alone. */
export function countClaims(rows: readonly ClaimedRun[]): void {
  for (const { epoch, createdAt, startedAt } of rows)
    if (epoch === 1 && startedAt) claimSeconds.observe((startedAt.getTime() - createdAt.getTime()) / 1000);
}
