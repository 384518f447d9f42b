/**
 * The loop of one worker: claim what is due, hand each run to an ActiveRun, flush in groups, let go on drain. A hint
 * makes it look at once; without hints it looks by itself, a little later each time it finds nothing.
 */
import type { Bus } from '@/infra/bus/bus';
import { encodeLiveMessages } from '@/infra/bus/live-message';
import { repeat, sleep as sleepFor } from '@/infra/clock/clock';
import type { ClaimedRun, StoredWait } from '@/infra/db/run-store/claim-runs';
import type { RunFlush, TellAnswered } from '@/infra/db/run-store/flush-runs';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { Log } from '@/infra/log/log';
import type { PlanCache } from '@/services/runs/plan-cache';
import { ActiveRun } from './active-run';
import { countClaims } from './count-work';
import { createFlusher, isAway } from './flusher';
import { fillers } from './fillers';
import type { Interests } from './interests';
import { endedWaitsOf } from './ended-waits';
import type { LoopDeps } from './loop-deps';
import { laterFlush, unstartableFlush } from './not-taken-up';
import { createOpenSign } from './open-sign';

/** How long the loop sleeps after the n-th time it found nothing. */
const FIRST_SLEEP_MS = 10;
const LAST_SLEEP_MS = 1000;
/** Facts that ride along are on disk after this at the latest. */
const PENDING_LIMIT_MS = 100;
const CLAIM_LIMIT = 200;
/** How often the table is asked for runs that are held here and not known here. */
const UNKNOWN_EVERY_MS = 2000;
/** The message of a run that was put into this worker's hands is lost when it takes longer. */
const ON_ITS_WAY_MS = 1000;

export interface WorkerLoopOptions extends Omit<LoopDeps, 'flusher' | 'isWatched' | 'takesChildren'> {
  store: RunStore;
  bus: Bus;
  workerId: string;
  plans: PlanCache;
  interests: Interests;
  log: Log;
  /** Runs in memory at once. */
  maxActive?: number;
}

export interface WorkerLoop {
  /** Look now: something may be due. */
  wake(): void;
  /** Begins runs that were put into this worker's hands when they were accepted. They may be known already, or not its own. */
  take(rows: readonly ClaimedRun[]): void;
  /** Asks what people want of the runs held here: cancels, pauses, and waits that were ended. */
  checkSteering(): Promise<void>;
  /** Stops claiming, finishes what is in flight within the time, lets go of the rest. */
  drain(graceMs: number): Promise<void>;
  /** The lease is gone: forgets everything without writing. */
  abandon(): void;
  activeCount(): number;
}

export function startWorkerLoop(options: WorkerLoopOptions): WorkerLoop {
  const { store, clock, workerId, log } = options;
  const maxActive = options.maxActive ?? 1000;
  const active = new Map<string, ActiveRun>();
  /** Held, and not in memory yet. */
  const beginning = new Set<string>();
  /** The last claim left something out for want of room. */
  let wantsRoom = false;
  let stopping = false;
  let abandoned = false;
  let woken = false;
  let wakeSleeper: (() => void) | null = null;
  let sleepMs = FIRST_SLEEP_MS;
  let askUnknownAt = clock.elapsed() + UNKNOWN_EVERY_MS;

  const flusher = createFlusher({
    store,
    clock,
    workerId,
    log,
    onWritten: publish,
    tell: () => tellByBus(options.bus),
    takesChildren,
    take,
  });
  const deps: LoopDeps = {
    ...options,
    flusher,
    isWatched: (run) => options.interests.isWatched(run),
    takesChildren,
  };

  function takesChildren(): boolean {
    return !stopping && sign.isOpen();
  }

  function publish(flushes: readonly RunFlush[]): void {
    const watched = flushes.filter((flush) => options.interests.isWatched(flush));
    const messages = watched.map(({ tenantId, workflowId, runId, seq }) => ({
      tenantId,
      workflowId,
      runId,
      seq: seq ?? 0,
    }));
    for (const payload of encodeLiveMessages(messages)) void options.bus.publish('heddle_live', payload);
  }

  function tellStarted(rows: readonly ClaimedRun[]): void {
    const watched = rows.filter((row) => options.interests.isWatched({ ...row, runId: row.id }));
    const messages = watched.map(({ tenantId, workflowId, id, seq }) => ({
      tenantId,
      workflowId,
      runId: id,
      seq,
    }));
    for (const payload of encodeLiveMessages(messages)) void options.bus.publish('heddle_live', payload);
  }

  async function begin(row: ClaimedRun, waits: readonly StoredWait[]): Promise<void> {
    beginning.add(row.id);
    try {
      const compiled = await options.plans.get(row.tenantId, row.graphHash);
      const limits = await options.limitsOf(row.tenantId);
      const run = new ActiveRun(deps, row, { ...compiled, limits });
      const ended = await endedWaitsOf(options, run, waits);
      if (abandoned) return;
      // Known to others from its beginning on: what somebody wants of it before that would be done before its doubts
      // are looked at.
      active.set(row.id, run);
      void run.closed.then(() => {
        if (active.get(row.id) === run) active.delete(row.id);
        if (wantsRoom || !store.isCalm()) wake();
        sign.look();
      });
      run.begin(
        ended,
        waits.map((wait) => wait.stepKey),
      );
    } catch (error) {
      active.get(row.id)?.lose();
      log.error({ err: error, code: 'run.not-startable', runId: row.id }, 'A run could not be taken up.');
      await flusher.write(
        isAway(error)
          ? laterFlush(row, deps.clock.now() + LAST_SLEEP_MS)
          : unstartableFlush(row, deps.clock.now()),
      );
    } finally {
      beginning.delete(row.id);
    }
  }

  /** The answer to a claim may have been lost. Between two claims, what is held and not in memory is held by mistake. */
  async function giveBackUnknown(): Promise<void> {
    if (clock.elapsed() < askUnknownAt) return;
    askUnknownAt = clock.elapsed() + UNKNOWN_EVERY_MS;
    const count = await store.giveBackUnknown({
      workerId,
      known: [...active.keys(), ...beginning],
      heldForMs: ON_ITS_WAY_MS,
    });
    if (count > 0)
      log.warn({ code: 'claim.unknown', runs: count }, `Gave back ${count} runs that were held by mistake.`);
  }

  async function claim(): Promise<number> {
    await giveBackUnknown();
    const limit = Math.min(CLAIM_LIMIT, maxActive - active.size);
    const without = fillers(active, maxActive);
    wantsRoom = limit < CLAIM_LIMIT || without.length > 0;
    if (limit <= 0) return 0;
    const rows = await store.claim({ workerId, limit, without });
    sign.look();
    if (rows.length === 0) return 0;
    countClaims(rows);
    tellStarted(rows);
    const parked = rows.filter((row) => row.seq > 0);
    const waits = parked.length > 0 ? await store.loadWaits(parked) : [];
    const waitsByRun = new Map<string, StoredWait[]>();
    for (const wait of waits) waitsByRun.set(wait.runId, [...(waitsByRun.get(wait.runId) ?? []), wait]);
    await Promise.all(rows.map((row) => begin(row, waitsByRun.get(row.id) ?? [])));
    return rows.length;
  }

  function take(rows: readonly ClaimedRun[]): void {
    // What is not taken here is given back when the worker says good-bye.
    if (stopping) return;
    const fresh = rows.filter(({ id }) => !active.has(id) && !beginning.has(id));
    const room = Math.max(0, maxActive - active.size - beginning.size);
    countClaims(fresh);
    tellStarted(fresh);
    for (const row of fresh.slice(0, room)) void begin(row, []);
    for (const row of fresh.slice(room)) void flusher.write(laterFlush(row, clock.now()));
    sign.look();
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      let claimed = 0;
      try {
        claimed = await claim();
      } catch (error) {
        const message = isAway(error)
          ? 'The database is away; looking again soon.'
          : 'Claiming failed; looking again soon.';
        log.warn({ err: error, code: 'claim.failed' }, message);
        sleepMs = LAST_SLEEP_MS / 4;
        askUnknownAt = 0;
      }
      if (claimed > 0) sleepMs = FIRST_SLEEP_MS;
      // A full batch means there is more; otherwise whoever adds work says so.
      if (claimed < CLAIM_LIMIT) await sleep();
    }
  }

  async function sleep(): Promise<void> {
    if (!woken && !stopping) {
      await new Promise<void>((resolve) => {
        const callOff = clock.setTimer(sleepMs, resolve);
        wakeSleeper = () => {
          callOff();
          resolve();
        };
      });
      wakeSleeper = null;
    }
    sleepMs = woken ? FIRST_SLEEP_MS : Math.min(sleepMs * 2, LAST_SLEEP_MS);
    woken = false;
  }

  function wake(): void {
    woken = true;
    wakeSleeper?.();
  }

  const stopPending = repeat(clock, PENDING_LIMIT_MS, () => {
    for (const run of active.values()) run.flushPending();
  });
  const sign = createOpenSign({
    ...{ bus: options.bus, clock, workerId, maxActive },
    activeCount: () => active.size + beginning.size,
    isCalm: () => store.isCalm() && !wantsRoom,
  });
  const looping = loop();

  return {
    wake,
    take,
    async checkSteering() {
      const steered = await store.findSteered(workerId);
      for (const { id, by, steer, steerBy } of steered) {
        if (by !== null) active.get(id)?.cancel(by);
        else if (steer) active.get(id)?.steer(steer, steerBy ?? 'unknown');
      }
      const waiting = steered.filter(({ isDue }) => isDue);
      const waits = waiting.length > 0 ? await store.loadWaits(waiting) : [];
      for (const { id } of waiting) {
        const run = active.get(id);
        const own = waits.filter((wait) => wait.runId === id && wait.resolvedAt !== null);
        if (run && own.length > 0) run.goOn(await endedWaitsOf(options, run, own));
      }
    },
    async drain(graceMs) {
      stopping = true;
      sign.close();
      wake();
      await looping;
      const all = () => Promise.all([...active.values()].map((run) => run.closed));
      for (const run of [...active.values()]) run.drain();
      await Promise.race([all(), sleepFor(clock, graceMs)]);
      for (const run of [...active.values()]) run.letGo();
      await Promise.race([all(), sleepFor(clock, graceMs)]);
      stopPending();
      await flusher.idle();
      await store.retire(workerId);
    },
    abandon() {
      stopping = true;
      abandoned = true;
      sign.close();
      stopPending();
      wake();
      for (const run of [...active.values()]) run.lose();
    },
    activeCount: () => active.size,
  };
}

/** Null while statements notify by themselves. */
function tellByBus(bus: Bus): TellAnswered | null {
  if (bus.notifiesWithCommit()) return null;
  return (webId, payload) => void bus.publish(`heddle_reply_${webId}`, payload);
}
