/** A night of chaos from beginning to end: build the stage, let faults loose under load, wait for calm, judge. */
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '@/testing/engine/random-numbers';
import { letLoose } from './chaos-driver';
import { startDeciding } from './decider';
import { readDatabase, type Evidence } from './evidence';
import { startFeeding, type Order } from './feeder';
import { LEASE_MS, type Ground } from './faults';
import { judge } from './oracle';
import { RULES } from './rules';
import { mustCall } from './product-under-fire';
import { printReport, type ChaosResult } from './report';
import type { ChaosSettings } from './settings';
import { buildStage, type Stage } from './stage';
import { watchRecovery } from './watch-recovery';
import { createShapes, type Policies, type Shape } from './workflows';

export { readSettings } from './settings';
export type { ChaosResult } from './report';

const BEFORE_MS = 2000;
/** All faults over, everything has to end within this: waits of the workflows, retries, questions, and two leases. */
const CALM_MS = 10 * LEASE_MS;
/** Beyond this after the time of the faults something hangs. */
const AFTER_MS = 300_000;

/** Runs it and prints what came out. */
export async function runChaos(root: string, settings: ChaosSettings): Promise<ChaosResult> {
  const { seed, redis, workers } = settings;
  console.log(
    `  seed ${seed}, ${Math.round(settings.lastsMs / 1000)} s of faults, ${workers} workers${redis ? ', Redis' : ''}`,
  );
  // One source for each player: what one of them does leaves the others' dice alone.
  const dice = (player: number) => createRandom(seed + player * 7919);
  const stage = await buildStage({ root, redis, workers, random: dice(1) });
  let keep = true;
  const onSignal = () => {
    void stage.close({ keep: false }).finally(() => process.exit(130));
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const result = await withLimit(play(stage, settings, dice), settings.lastsMs + AFTER_MS);
    keep = result.violations.length > 0;
    printReport(result, keep ? stage.folder : null);
    return result;
  } finally {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
    await stage.close({ keep });
    if (keep) console.log(`  what it left is in ${stage.folder}`);
  }
}

async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const say = () => reject(new Error(`The night did not end within ${Math.round(limitMs / 1000)} s.`));
    timer = setTimeout(say, limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function play(
  stage: Stage,
  settings: ChaosSettings,
  dice: (player: number) => () => number,
): Promise<ChaosResult> {
  const { shapes, policies } = await publishAll(stage);
  const working = watchWorkers(stage);
  const stopped = new Set<number>();
  const recovery = watchRecovery(stage, () => working.pids().some((pid) => !stopped.has(pid)));
  const ground: Ground = { stage, recovery, random: dice(2), stopped, woken: [] };
  const decider = startDeciding(stage, dice(3));
  const feeder = startFeeding({
    product: stage.product,
    shapes,
    perSecond: settings.perSecond,
    random: dice(4),
  });
  try {
    await pause(BEFORE_MS);
    const faults = await letLoose(ground, {
      lastsMs: settings.lastsMs,
      eachOnce: settings.short,
      redis: settings.redis,
      only: settings.only,
    });
    stage.outside.behave();
    stage.note('calm');
    const calmBegan = performance.now();
    await feeder.finish(CALM_MS);
    await untilEnded(stage, calmBegan + CALM_MS);
    await recovery.settle();
    const evidence: Evidence = {
      ...(await readDatabase(stage)),
      orders: feeder.orders,
      arrivals: stage.outside.arrivals,
      policies,
      recovered: recovery.recovered,
      missing: recovery.missing,
      recoveryLimitMs: 2 * LEASE_MS,
      woken: ground.woken,
      quiet: settings.only === '' ? quietSides(stage, recovery.recovered, feeder.orders) : [],
    };
    return {
      ...judge(evidence),
      seed: settings.seed,
      accepted: feeder.orders.filter(({ acceptedAtMs }) => acceptedAtMs !== null).length,
      unanswered: feeder.orders.filter(({ acceptedAtMs }) => acceptedAtMs === null).length,
      troubles: troublesOf(feeder.orders),
      statuses: countBy(evidence.runs.map(({ status, live }) => (live ? `live ${status}` : status))),
      errors: countBy(evidence.runs.flatMap(({ error }) => error?.code ?? [])),
      doubts: { ...decider.counts },
      recovered: [...recovery.recovered].sort((a, b) => a - b),
      faults,
      swallowed: stage.proxy.swallowed(),
      calmMs: performance.now() - calmBegan,
    };
  } finally {
    working.stop();
    await feeder.finish(0);
    await decider.stop();
  }
}

async function publishAll(
  stage: Stage,
): Promise<{ shapes: readonly (Shape & { id: string })[]; policies: Policies }> {
  const { product, outside } = stage;
  const publish = async (shape: Shape) => {
    const { id } = (await mustCall(product, 'POST', '/workflows', shape.file)) as { id: string };
    await mustCall(product, 'POST', `/workflows/${id}/publish`, {});
    return { ...shape, id };
  };
  const made = createShapes(outside.url);
  const child = await publish(made.child);
  const shapes = [];
  for (const shape of made.shapes(child.id)) shapes.push(await publish(shape));
  return { shapes, policies: made.policies };
}

/** Process ids of workers whose lease stands, looked up again and again. */
function watchWorkers(stage: Stage): { pids(): readonly number[]; stop(): void } {
  let pids: readonly number[] = [];
  const timer = setInterval(() => {
    stage.query<{ pid: number }>('select pid from workers where expires_at > now() and not draining').then(
      (rows) => (pids = rows.map(({ pid }) => pid).filter(isAlive)),
      () => (pids = []),
    );
  }, 100);
  return { pids: () => pids, stop: () => clearInterval(timer) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilEnded(stage: Stage, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const [row] = await stage
      .query<{ left: number }>('select count(*)::int as left from run_live')
      .catch(() => []);
    if (row?.left === 0) return;
    await pause(200);
  }
}

/** What a night with every kind of fault cannot do without. */
function quietSides(stage: Stage, recovered: readonly number[], orders: readonly Order[]): string[] {
  const hasSwallowed = (name: string) =>
    Object.keys(stage.proxy.swallowed()).some((statement) => statement.startsWith(name));
  return [
    ...(recovered.length > 0 ? [] : ['no worker held a run when it was hurt']),
    ...['insert-runs', 'claim-', 'flush-']
      .filter((name) => !hasSwallowed(name))
      .map((name) => `no answer to ${name} was swallowed`),
    ...(orders.some(({ troubles }) => troubles.length > 0) ? [] : ['every request was answered at once']),
  ];
}

function troublesOf(orders: readonly Order[]): Record<string, number> {
  return countBy(
    orders.flatMap(({ shape, troubles }) => troubles.map((text) => `${shape}: ${text.slice(0, 40)}`)),
  );
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** One for each rule of the oracle. */
export function countRules({ violations }: Pick<ChaosResult, 'violations'>): {
  passed: number;
  failed: number;
} {
  const failed = new Set(violations.map(({ rule }) => rule)).size;
  return { passed: Object.keys(RULES).length - failed, failed };
}
