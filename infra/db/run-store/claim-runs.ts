/**
 * Claiming: a worker takes due runs in one statement and gets their log with them. The epoch grows with each claim, so
 * whoever held a run before can write nothing any more. A claimed run has no due time; whoever sets one while it is
 * held (a signal, a decision, a cancel) makes it due again the moment it is let go. All times are the database's.
 */
import type pg from 'pg';
import type { Fact } from '@/core/engine/types';
import { LIMITS } from '@/core/limits/limits';
import type { RunPriority } from './new-run';
import { FAIR_CLAIM, IS_LIMITED, PLAIN_CLAIM } from './claim-sql';

const STANDARD_AT_ONCE = LIMITS['runs.concurrent'].standard;
/** How old the answer may be whether any tenant is near its limit. */
const LIMITED_LIFE_MS = 1000;

export interface ClaimedRun {
  id: string;
  tenantId: string;
  projectId: string;
  workflowId: string;
  version: number | null;
  graphHash: string;
  mode: 'production' | 'test';
  triggerNode: string;
  status: string;
  /** 1, 0 or -1, absent = 0; what it starts has the same. */
  priority?: RunPriority;
  retentionClass: number;
  createdAt: Date;
  startedAt: Date | null;
  epoch: number;
  seq: number;
  deaths: number;
  replyTo: string | null;
  cancelRequestedBy: string | null;
  startedBy: string | null;
  parentRunId: string | null;
  /** The step of the parent that waits for this run. */
  parentStep: string | null;
  /** It counts as one of those that its workflow lets go on at once. */
  gated?: boolean;
  /** What a person wants of the run, and who. */
  steer?: 'pause' | 'continue' | null;
  steerBy?: string | null;
  /** The whole log, oldest first. */
  facts: Fact[];
}

type ClaimedRow = Omit<ClaimedRun, 'facts'> & { logs: Fact[][] | null };

export interface ClaimInput {
  workerId: string;
  limit: number;
  /** Tenants that fill this worker already: the room that is left is for others. */
  without?: readonly string[];
}

/**
 * Takes up to `limit` due runs for this worker, in one statement: oldest due first, and with `fair` a share for each
 * tenant, high priority first in it, within `runs.concurrent`.
 */
export async function claimRuns(
  runner: pg.Pool,
  input: ClaimInput & { fair?: boolean },
): Promise<ClaimedRun[]> {
  const { workerId, limit, without = [] } = input;
  const { rows } = await runner.query<ClaimedRow>(
    input.fair
      ? { name: 'claim-fairly', text: FAIR_CLAIM, values: [workerId, limit, STANDARD_AT_ONCE, without] }
      : { name: 'claim-runs', text: PLAIN_CLAIM, values: [workerId, limit] },
  );
  return rows.map(({ logs, ...run }) => ({ ...run, facts: (logs ?? []).flat() }));
}

export interface Claims {
  claim(input: ClaimInput): Promise<ClaimedRun[]>;
  /**
   * Whether, as of the last claim, all that was due fitted into it and no limit decides who is next: then a run may begin as
   * soon as it is accepted, and nobody waits longer for it.
   */
  isCalm(): boolean;
}

/**
 * Claims plainly as long as everything due fits into a claim and no tenant is near its limit, else fairly. So a tenant's
 * single run waits for one claim at most that other tenants fill, and a limit counts within a second of being set.
 */
export function createClaims(runner: pg.Pool, now: () => number = () => performance.now()): Claims {
  let isCrowded = false;
  let isLimited = true;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function claim({ workerId, limit, without = [] }: ClaimInput): Promise<ClaimedRun[]> {
    if (now() - askedAt >= LIMITED_LIFE_MS) {
      const { rows } = await runner.query<{ limited: boolean }>({
        name: 'is-limited',
        text: IS_LIMITED,
        values: [STANDARD_AT_ONCE],
      });
      isLimited = rows[0]?.limited === true;
      askedAt = now();
    }
    const fair = isCrowded || isLimited || without.length > 0;
    const claimed = await claimRuns(runner, { workerId, limit, without, fair });
    isCrowded = claimed.length >= limit;
    return claimed;
  }
  return { claim, isCalm: () => !isCrowded && !isLimited };
}

export interface StoredWait {
  tenantId: string;
  runId: string;
  stepKey: string;
  kind: 'timer' | 'retry' | 'signal' | 'decision';
  dueAt: Date | null;
  due: boolean;
  signal: string | null;
  resolvedAt: Date | null;
  resolution: unknown;
  resolvedBy: string | null;
}

/** The waits of runs that were parked, with `due` by the database's clock. */
export async function loadWaits(
  runner: pg.Pool,
  keys: readonly { tenantId: string; id: string }[],
): Promise<StoredWait[]> {
  const { rows } = await runner.query<StoredWait>({
    name: 'load-waits',
    text: `select w.tenant_id as "tenantId", w.run_id as "runId", w.step_key as "stepKey", w.kind, w.due_at as "dueAt",
        coalesce(w.due_at <= now()::timestamptz(3), false) as due, w.signal, w.resolved_at as "resolvedAt", w.resolution, w.resolved_by as "resolvedBy"
      from unnest($1::uuid[], $2::uuid[]) as k(tenant_id, run_id) join waits w using (tenant_id, run_id)
      order by w.run_id, w.step_key`,
    values: [keys.map((key) => key.tenantId), keys.map((key) => key.id)],
  });
  return rows;
}
