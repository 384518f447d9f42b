/**
 * Runs that begin with what an earlier run knows. The first row of their log holds the start and the copied facts; the
 * fold of these is the state they go on from, and there is no other mechanism.
 */
import { receiptsOf, resultsOf, type Keep, type SeedOrigin } from '@/core/engine/seed-facts';
import { applyFact, createRunState } from '@/core/engine/state';
import type { Fact, Plan, RunState } from '@/core/engine/types';
import type { Limits } from '@/core/limits/limits';
import { runBlobPrefix } from '@/infra/blobs/port-data';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { ServiceDeps } from '@/services/deps';
import { createFactCopier } from './copy-fact-data';
import { recordedLimits } from './recorded-limits';

export type StartFact = Extract<Fact, { kind: 'run-started' }>;

/** How a run came to be that is no plain start; shown as `startedHow`. */
export type StartedHow = 'retry' | 'rerun' | 'node';

export interface SeedPlan {
  /** Of the graph that the new run runs on. */
  plan: Plan;
  started: StartFact;
  origin: SeedOrigin | null;
  keep: Keep;
  /** Keeps what is known of the writes of steps that are called again. */
  keepReceipts: boolean;
  /** Told after the copied facts. */
  extra: readonly Fact[];
}

/** The facts that count, and the state they give. */
export interface Seeds {
  facts: Fact[];
  state: RunState;
}

/** Tries which facts fit the new run. Nothing is copied or stored yet. */
export function planSeeds({ plan, started, origin, keep, keepReceipts, extra }: SeedPlan): Seeds {
  const state = createRunState(plan);
  applyFact(plan, state, started);
  const results = origin ? resultsOf(origin, keep) : [];
  const receipts = origin && keepReceipts ? receiptsOf(origin, () => true) : [];
  const facts = [...results, ...receipts, ...extra].filter((fact) => applyFact(plan, state, fact));
  return { facts, state };
}

export interface SeededRunInput {
  run: Omit<NewRun, 'startFact' | 'seedFacts' | 'flags' | 'mode' | 'replyTo' | 'dedup'>;
  how: StartedHow;
  started: StartFact;
  facts: readonly Fact[];
  /** Of the tenant, now: what the origin's start recorded was for that run. */
  limits: Limits;
  /** Set where asking twice must start it once. */
  dedup?: NewRun['dedup'];
}

/** The row of the new run; its data is copied. */
export async function buildSeededRun(
  deps: Pick<ServiceDeps, 'blobs' | 'ids' | 'clock'>,
  { run, how, started, facts, limits, dedup }: SeededRunInput,
): Promise<NewRun> {
  const prefix = runBlobPrefix({
    retentionClass: run.retentionClass,
    createdAtMs: deps.clock.now(),
    tenantId: run.tenantId,
    runId: run.id,
  });
  const { limits: _, ...rest } = started;
  const copy = createFactCopier(deps, { prefix, inlineLimit: limits['data.inline-characters'] });
  const seedFacts: string[] = [];
  const startFact = JSON.stringify(await copy({ ...rest, ...recordedLimits(limits) }));
  for (const fact of facts) seedFacts.push(JSON.stringify(await copy(fact)));
  return {
    ...run,
    startFact,
    seedFacts,
    flags: [`started:${how}`],
    mode: run.version === null ? 'test' : 'production',
    replyTo: null,
    dedup: dedup ?? null,
  };
}
