/**
 * Plays a case from its beginning to its end: workers come up, runs are accepted, things go wrong as the case says, and
 * when everything has ended the books are checked. The same case gives the same trace, line by line.
 */
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { compilePlan } from '@/core/engine/compile-plan';
import type { Plan } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import { createPlanCache } from '@/services/runs/plan-cache';
import { createRandom, hashText } from '@/testing/engine/random-numbers';
import { checkLogs } from './check-logs';
import { newRun, runId, silentBus, startable } from './case-runs';
import { faultText, type SimulationCase } from './case';
import { CALLED_ID, ERROR_ID } from './draw-case';
import { simulatedCatalog } from './executors';
import { createFaults } from './faults';
import { memoryBlobs } from './memory-blobs';
import { createMemoryStore, type MemoryStore } from './memory-store';
import { Oracle } from './oracle';
import { createPeople } from './people';
import { BEGINS_AT, createProcess, type SimulatedProcess, type Surroundings } from './process';
import { createScript } from './script';
import { startSimulatedWorker, type SimulatedWorker } from './simulated-worker';
import { createTracer } from './trace';
import { createVirtualTime } from './virtual-time';
import { createWorld, type WorldEntry } from './world';

export interface PlayedCase {
  violations: readonly string[];
  trace: readonly string[];
  store: MemoryStore;
  world: readonly WorldEntry[];
  /** Virtual milliseconds. */
  tookMs: number;
  /** Runs that ended, those that others started included. */
  runs: number;
}

/** No run needs this long, whatever goes wrong. */
const LIMIT_MS = 1_800_000;
const RESTART_MS = 400;

const catalog = simulatedCatalog();

export async function playCase(
  given: SimulationCase,
  options: { trace?: boolean } = {},
): Promise<PlayedCase> {
  const time = createVirtualTime();
  const { trace, lines } = createTracer(() => time.now(), options.trace === true);
  const faults = createFaults(given.faults, () => time.now());
  const script = createScript(given.seed);
  const network = createRandom(hashText(`network ${given.seed}`));
  const hands = createRandom(hashText(`hands ${given.seed}`));
  const blobs = memoryBlobs();
  const world = createWorld(() => time.now());
  const skews = Array.from({ length: given.workers }, () => 0);
  const workers = new Map<number, SimulatedWorker>();
  const processes = new Map<number, SimulatedProcess>();
  /** Of each place the last one, dead or alive: whoever accepts a run does not know. */
  const lastOf = new Map<number, SimulatedProcess>();
  let incarnations = 0;
  let ids = 0;
  let isEnding = false;

  const graphs = given.workflows.map(({ graph }) => portableWorkflowSchema.parse(graph));
  const idOf = (index: number): string =>
    index === graphs.length - 2 ? CALLED_ID : index === graphs.length - 1 ? ERROR_ID : `workflow${index}`;
  const byHash = new Map(graphs.map((graph, index) => [idOf(index), graph]));
  const plans = createPlanCache({ catalog, load: (_tenant, hash) => Promise.resolve(byHash.get(hash)) });
  const compiled = new Map<string, Plan>();
  const planOf = (runId: string): Plan => {
    const row = store.tables.live.get(runId) ?? store.tables.history.get(runId);
    const hash = row?.graphHash ?? '';
    const graph = byHash.get(hash);
    if (!graph) throw new Error(`no graph of ${runId}`);
    let plan = compiled.get(hash);
    if (!plan) compiled.set(hash, (plan = compilePlan(graph, catalog)));
    return plan;
  };

  const store: MemoryStore = createMemoryStore({
    now: () => BEGINS_AT + Math.floor(time.now()),
    notify: (channel) => hint(channel),
    onFlush: (flush, by) => oracle.flushed(flush, by),
    workflows: new Map(graphs.map((_, index) => [idOf(index), startable(idOf(index))])),
  });
  const clocksAreRight = !given.faults.some((fault) => fault.kind === 'clock');
  const oracle = new Oracle({
    ...{ store, faults, leaseMs: given.leaseMs },
    now: () => time.now(),
    takesAll: given.maxActive >= 1000,
    clocksAreRight,
  });
  const people = createPeople({
    ...{ time, store, world, script, faults, trace, planOf },
    resumes: given.resumes,
    onCancel: (runId) => oracle.cancelAsked(runId),
  });
  const around: Surroundings = {
    ...{ time, faults, trace, skews },
    random: network,
    onEnd(process) {
      faults.note(time.now());
      oracle.stopped(process);
      if (processes.get(process.slot) !== process) return;
      processes.delete(process.slot);
      workers.delete(process.slot);
      if (!isEnding) time.after(RESTART_MS + network() * 3000, () => startWorker(process.slot));
    },
    onFreeze(process, forMs) {
      faults.note(time.now() + forMs);
      oracle.stopped(process);
    },
    onThaw(process) {
      faults.note(time.now());
      oracle.goesOn(process);
    },
  };

  function startWorker(slot: number): void {
    if (isEnding) return;
    faults.note(time.now());
    const process = createProcess(around, { id: `w${slot}.${++incarnations}`, slot });
    processes.set(slot, process);
    lastOf.set(slot, process);
    trace(() => `${process.id} starts`);
    void startSimulatedWorker({
      ...{ process, store, world, oracle, script, catalog, plans, trace },
      seed: given.seed,
      leaseMs: given.leaseMs,
      maxActive: given.maxActive,
      isCalm: given.calm,
      blobs,
      ids: { uuid7: () => `child${String(++ids).padStart(4, '0')}` },
      bus: silentBus,
      random: network,
      onWritten: () => people.lookAround(),
    }).then(
      (worker) => {
        if (process.isAlive()) workers.set(slot, worker);
      },
      () => process.kill('it cannot reach the store'),
    );
  }

  /** As NOTIFY: to every worker that listens, each on its own way. */
  function hint(channel: 'heddle_due' | 'heddle_cancel'): void {
    for (const worker of workers.values()) {
      const { lost, doubled, maxDelayMs } = given.hints;
      if (network() < lost) continue;
      for (let copy = network() < doubled ? 2 : 1; copy > 0; copy--) {
        time.after(0.3 + network() * maxDelayMs, () => worker.process.deliver(() => arrive(worker, channel)));
      }
    }
  }

  function arrive(worker: SimulatedWorker, channel: 'heddle_due' | 'heddle_cancel'): void {
    const act = channel === 'heddle_due' ? worker.wake : worker.steer;
    const { process } = worker;
    for (const side of ['before', 'after'] as const) {
      const fault = faults.strike('hint', side);
      if (fault?.kind === 'crash') return process.kill(`at ${side} hint`);
      if (fault?.kind === 'freeze') process.freeze(fault.forMs);
      if (fault?.kind === 'cut' && side === 'before') return;
      if (side === 'before') process.deliver(act);
    }
  }

  function acceptRun(index: number): void {
    const run = given.runs[index];
    if (!run) return;
    if (faults.isAway()) return void time.after(200, () => acceptRun(index));
    const fresh = newRun(index, { hash: idOf(run.workflow), at: BEGINS_AT + Math.floor(time.now()) });
    const hand = pickHand();
    const [outcome] = store.accept([fresh], hand?.id ?? null);
    accepted.add(outcome?.runId ?? fresh.id);
    trace(() => `${fresh.id} is ${outcome?.kind}${outcome?.handed ? ` into the hands of ${hand?.id}` : ''}`);
    if (hand && outcome?.handed) handOver(hand, outcome.handed);
    if (!run.twice || fresh.id.endsWith('again')) return;
    const [again] = store.accept([{ ...fresh, id: `${fresh.id}again` }]);
    if (again?.kind !== 'repeated' || again.runId !== fresh.id)
      oracle.violation(`${fresh.id} was accepted twice under one key`);
  }

  function pickHand(): SimulatedProcess | undefined {
    if (given.handed === 0 || hands() >= given.handed) return undefined;
    return lastOf.get(Math.floor(hands() * given.workers));
  }

  function handOver(process: SimulatedProcess, row: ClaimedRun): void {
    oracle.claimed(process, [row], BEGINS_AT);
    if (!process.isAlive() || process.isFrozen()) oracle.stopped(process);
    const { lost, doubled, maxDelayMs } = given.hints;
    if (hands() < lost) return;
    for (let copy = hands() < doubled ? 2 : 1; copy > 0; copy--) {
      time.after(0.3 + hands() * maxDelayMs, () => {
        const worker = workers.get(process.slot);
        if (worker?.process === process) process.deliver(() => worker.take([row]));
      });
    }
  }

  const accepted = new Set<string>();
  for (let slot = 0; slot < given.workers; slot++) startWorker(slot);
  given.runs.forEach((run, index) => time.after(run.atMs, () => acceptRun(index)));
  for (const fault of given.faults) {
    if (!('atMs' in fault)) continue;
    time.after(fault.atMs, () => {
      trace(() => `fault: ${faultText(fault)}`);
      faults.note(time.now());
      if (fault.kind === 'away') faults.setAway(time.now() + fault.forMs);
      else if (fault.kind === 'cancel') people.cancel(runId(fault.run));
      else if (fault.kind === 'pause') people.pause(runId(fault.run), fault.forMs);
      else if (fault.kind === 'clock') skews[fault.worker] = fault.byMs;
      else if (fault.kind === 'kill') processes.get(fault.worker)?.kill('killed');
      else if (fault.kind === 'stop') processes.get(fault.worker)?.freeze(fault.forMs);
      else if (fault.kind === 'drain') drain(fault.worker, fault.graceMs);
    });
  }

  function drain(slot: number, graceMs: number): void {
    const worker = workers.get(slot);
    if (!worker) return;
    void worker.drain(graceMs).then(
      () => worker.process.kill('drained'),
      () => worker.process.kill('drained, but could not say so'),
    );
  }

  const lastFault = Math.max(0, ...given.faults.map((fault) => ('atMs' in fault ? fault.atMs : 0)));
  const isOver = () =>
    accepted.size >= given.runs.length &&
    store.tables.live.size === 0 &&
    people.busy() === 0 &&
    time.now() > lastFault;
  const ended = await time.run({ isOver, untilMs: LIMIT_MS });
  const tookMs = time.now();
  if (!ended) oracle.violation(`not over after ${LIMIT_MS} ms`);

  // What is left is what workers do by themselves; when they end, nothing is.
  isEnding = true;
  const settled = { calm: false };
  time.after(2 * given.leaseMs + 30_000, () => (settled.calm = true));
  await time.run({ isOver: () => settled.calm, untilMs: LIMIT_MS * 2 });
  for (const worker of workers.values()) {
    if (worker.activeCount() > 0 && store.tables.live.size === 0)
      oracle.violation(`${worker.process.id} still holds ${worker.activeCount()} runs in memory`);
    drain(worker.process.slot, 1000);
  }
  await time.run({ isOver: () => false, untilMs: LIMIT_MS * 3 });
  if (time.pending() > 0) oracle.violation(`${time.pending()} timers are left`);
  for (const id of accepted) {
    if (!store.tables.live.has(id) && !store.tables.history.has(id)) oracle.violation(`${id} was lost`);
  }
  for (const wait of store.tables.waits.values()) {
    oracle.violation(`the wait ${wait.kind} ${wait.signal ?? ''} of ${wait.runId} ${wait.stepKey} is left`);
  }
  checkLogs({
    ...{ tables: store.tables, world: world.log, planOf },
    clocksAreRight,
    violation: (text) => oracle.violation(text),
  });
  return {
    violations: oracle.violations,
    trace: lines,
    store,
    world: world.log,
    tookMs,
    runs: store.tables.history.size,
  };
}
