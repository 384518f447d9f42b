/**
 * One run in the hands of this worker: its folded state, the facts that are not on disk yet, and the steps in flight.
 *
 * The causal rule lives here: nothing leaves the process before every fact it depends on is committed. An intent, a
 * wait, an answer and the end of the run ask for a flush; the result of a pure step rides along with what comes next.
 */
import { decide } from '@/core/engine/decide';
import { runStatus } from '@/core/engine/run-status';
import { CHILDREN_SIGNAL } from '@/core/engine/signals';
import { applyFact, foldFacts } from '@/core/engine/state';
import type { Command, Fact, Plan, RunError, RunState, StepKey } from '@/core/engine/types';
import type { Limits } from '@/core/limits/limits';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { WaitRow } from '@/infra/db/run-store/flush-runs';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import type { CompiledGraph } from '@/services/runs/plan-cache';
import { buildFlush, type FlushRequest } from './build-flush';
import type { LoopDeps } from './loop-deps';
import { createRunAge, type RunAge } from './run-age';
import type { RunHandle } from './run-handle';
import { RunLog, type LogEntry } from './run-log';
import { notStorable, poisoned } from './own-failures';
import { factsOfDoubts } from './settle-doubts';
import type { StepRecord } from './run-step';
import { StepsInFlight } from './steps-in-flight';
import { dueTimes, earliest, runTimeMs } from './run-times';
import { toWaitRow, type EndedWait } from './wait-facts';

/** Waits shorter than this are kept in memory: parking costs two commits. */
const SHORT_WAIT_MS = 1500;
/** A run whose workers died more often than this with it, since it was last let go, is set aside. */
const MAX_DEATHS = 5;
/** Better an end that says so than a run that nobody ever looks at again. */
const STUCK =
  'Nothing in this run can go on, and it waits for nothing. Report this with the id of the run, then run it again.';
/** Longest delay of a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export class ActiveRun implements RunHandle {
  readonly plan: Plan;
  readonly graph: CompiledGraph['graph'];
  readonly state: RunState;
  readonly limits: Limits;
  /** Resolves when this worker is done with the run: ended, parked or lost. */
  readonly closed: Promise<void>;
  isClosed = false;
  private readonly log: RunLog;
  private readonly steps: StepsInFlight;
  private readonly age: RunAge;
  private callOffTimer: () => void = () => undefined;
  private draining = false;
  /** A caller is kept until then, should the runs that it called end at once. */
  private keepCallerUntil = 0;
  private markClosed: () => void = () => undefined;

  constructor(
    private readonly deps: LoopDeps,
    readonly row: ClaimedRun,
    compiled: CompiledGraph & { limits: Limits },
  ) {
    this.plan = compiled.plan;
    this.graph = compiled.graph;
    this.limits = compiled.limits;
    this.state = foldFacts(compiled.plan, row.facts);
    this.age = createRunAge(row);
    this.steps = new StepsInFlight(deps, this, (end) => this.stepEnded(end));
    this.closed = new Promise((resolve) => (this.markClosed = resolve));
    this.log = new RunLog({
      row,
      build: (entry) => buildFlush(deps, this.flushOf(entry)),
      write: (flush) => deps.flusher.write(flush),
      onLost: () => this.lose(),
      onRefused: (cause, seq) => void this.setAside(cause, seq),
      onDone: () => this.close(true),
    });
  }

  /** Goes on where the log ends. `ended` are the waits that are over, `stored` the steps whose wait is a row. */
  begin(ended: readonly EndedWait[], stored: readonly StepKey[]): void {
    const now = this.deps.clock.now();
    this.log.storeWaits(stored);
    this.takeWaits(ended);
    if (this.row.cancelRequestedBy)
      this.record({ kind: 'cancel-requested', at: now, by: this.row.cancelRequestedBy });
    if (this.row.steer) this.recordSteer(this.row.steer, this.row.steerBy ?? 'unknown');
    for (const fact of factsOfDoubts(this.plan, this.state, { row: this.row, now })) this.record(fact);
    const { deaths } = this.row;
    if (deaths > MAX_DEATHS) this.failAs(poisoned(this.plan, this.state, deaths));
    this.advance();
  }

  /** Somebody ended waits while the run is held here. */
  goOn(ended: readonly EndedWait[]): void {
    if (this.isClosed || this.log.isParked) return;
    this.takeWaits(ended);
    this.advance();
  }

  private takeWaits(waits: readonly EndedWait[]): void {
    for (const { stepKey, fact } of waits) {
      this.log.endWaits([stepKey]);
      this.record(fact);
    }
  }

  /** Folds a fact. False when it is stale: it counts for nothing and is not kept. `children` are started with it. */
  record(fact: Fact, children: readonly ChildRun[] = []): boolean {
    if (this.isClosed || !applyFact(this.plan, this.state, fact)) return false;
    this.age.saw(fact);
    if (fact.kind === 'step-suspended' && fact.signal !== null) this.log.storeWaits([fact.step]);
    if (children.length > 0 && this.deps.takesChildren())
      this.keepCallerUntil = this.deps.clock.now() + SHORT_WAIT_MS;
    this.log.add(fact, children);
    return true;
  }

  keepReceipt(step: StepKey, effect: string): void {
    this.log.addReceipt({ step, effect });
  }

  /** Asks for a flush and resolves when everything recorded so far is on disk; false when the run is lost. */
  committed(): Promise<boolean> {
    return this.log.committed();
  }

  /** Does what the engine says now. */
  advance(): void {
    if (this.isClosed || this.log.isParked) return;
    if (this.isOverdue()) this.failRun('run.timed-out', 'The run took longer than its time limit.');
    const waits: Command[] = [];
    for (const command of decide(this.plan, this.state)) {
      if (command.kind === 'start-step') {
        if (!this.draining) this.steps.start(command);
      } else if (command.kind === 'abort-steps') this.steps.abortAll();
      else if (command.kind === 'finish-run') return this.finish(command);
      else waits.push(command);
    }
    if (this.state.finished) return this.log.flushSoon();
    this.steps.abortGivenUp(this.state);
    if (this.steps.isEmpty) this.waitOrPark(waits);
    else this.armTimer(waits);
    if (this.log.somePending(isForOthers)) this.log.flushSoon();
    else if (this.log.hasPending && this.deps.isWatched(this.names())) this.log.flushSoon();
  }

  /** Somebody asked for a cancel while the run is held here. */
  cancel(by: string): void {
    if (this.record({ kind: 'cancel-requested', at: this.deps.clock.now(), by })) this.advance();
  }

  /** Somebody pauses or continues the run while it is held here. */
  steer(what: 'pause' | 'continue', by: string): void {
    if (this.log.isParked || !this.recordSteer(what, by)) return;
    this.log.flushSoon();
    this.advance();
  }

  private recordSteer(what: 'pause' | 'continue', by: string): boolean {
    const kind = what === 'pause' ? 'run-paused' : 'run-continued';
    return this.record({ kind, at: this.deps.clock.now(), by });
  }

  /** Stops starting steps; the run is let go as soon as nothing is in flight. */
  drain(): void {
    this.draining = true;
    if (this.steps.isEmpty) this.advance();
  }

  /** Lets go at once: what is in flight is aborted and will be looked at by whoever claims the run next. */
  letGo(): void {
    this.draining = true;
    this.steps.abortAll();
    this.advance();
  }

  /** Forgets the run without writing: it belongs to another worker. */
  lose(): void {
    if (this.isClosed) return;
    this.steps.abortAll();
    this.close(false);
  }

  /** Writes facts that have been waiting, so that a crash repeats little and watchers see progress. */
  flushPending(): void {
    if (this.log.hasPending) this.log.flushSoon();
  }

  names(): { tenantId: string; workflowId: string; runId: string } {
    return { tenantId: this.row.tenantId, workflowId: this.row.workflowId, runId: this.row.id };
  }

  private stepEnded(end: StepRecord | null): void {
    if (this.isClosed) return;
    if (end) this.record(end.fact, end.children);
    this.advance();
  }

  private finish(command: Extract<Command, { kind: 'finish-run' }>): void {
    const { status, output, error, life } = command;
    this.log.endAllWaits();
    const at = this.deps.clock.now();
    this.record({ kind: 'run-finished', at, status, output, error, ...(life === undefined ? {} : { life }) });
    this.log.flushSoon();
  }

  private failRun(code: string, message: string): void {
    this.failAs({ code, message, retryable: false, step: null, nodeId: null, nodeName: null });
  }

  private failAs(error: RunError): void {
    this.steps.abortAll();
    this.finish({ kind: 'finish-run', status: 'failed', output: null, error });
  }

  private deadlineMs(): number | null {
    const limitMs = runTimeMs(this.plan, this.limits);
    return limitMs === null || this.state.paused ? null : this.age.deadlineMs(limitMs);
  }

  private isOverdue(): boolean {
    const deadline = this.deadlineMs();
    return deadline !== null && !this.state.finished && this.deps.clock.now() >= deadline;
  }

  private waitOrPark(commands: readonly Command[]): void {
    const waits = commands.flatMap((command) => toWaitRow(command) ?? []);
    if (this.state.paused) return this.log.parkRun({ dueAtMs: null, waits });
    const isIdle = this.draining && waits.length === 0;
    if (waits.length === 0 && !isIdle) return this.failRun('run.stuck', STUCK);
    const next = earliest([this.deadlineMs(), ...waits.map((wait) => wait.dueAtMs)]);
    const dueAtMs = isIdle ? this.deps.clock.now() : next;
    const soon = dueAtMs !== null && dueAtMs - this.deps.clock.now() < SHORT_WAIT_MS;
    if (soon && !this.draining) return this.armTimer(commands);
    if (this.keepsCaller(waits)) return this.armTimer(commands, this.keepCallerUntil);
    this.log.parkRun({ dueAtMs, waits });
  }

  private keepsCaller(waits: readonly WaitRow[]): boolean {
    if (this.draining || this.deps.clock.now() >= this.keepCallerUntil) return false;
    return waits.some((wait) => wait.signal === CHILDREN_SIGNAL);
  }

  /** Looks again when the first of these times has come; `atLatestMs` is one more. */
  private armTimer(commands: readonly Command[], atLatestMs: number | null = null): void {
    this.callOffTimer();
    const due = dueTimes(commands);
    const at = earliest([atLatestMs, this.deadlineMs(), ...due.map((wait) => wait.at)]);
    if (at === null) return;
    const delayMs = Math.min(Math.max(0, at - this.deps.clock.now()), MAX_TIMER_MS);
    this.callOffTimer = this.deps.clock.setTimer(delayMs, () => {
      const now = this.deps.clock.now();
      for (const wait of due) if (wait.at <= now) this.fire(wait.step, now);
      this.advance();
    });
  }

  private fire(step: StepKey, now: number): void {
    if (this.record({ kind: 'timer-fired', at: now, step })) this.log.endWaits([step]);
  }

  private flushOf(entry: LogEntry): FlushRequest {
    const { park } = entry;
    const isGivenBack = this.draining && !this.state.paused;
    const status = park ? (isGivenBack ? 'queued' : runStatus(this.state, false)) : 'running';
    return { ...entry, row: this.row, plan: this.plan, state: this.state, limits: this.limits, status };
  }

  /** Facts that cannot be stored end the run: its last row says so and nothing else. */
  private async setAside(cause: unknown, seq: number): Promise<void> {
    this.deps.log.error(
      { err: cause, code: 'run.not-storable', runId: this.row.id },
      'The facts of a run cannot be stored.',
    );
    this.steps.abortAll();
    const fact = notStorable(this.deps.clock.now());
    const endedWaits = this.log.endAllWaits();
    const entry = { facts: [fact], receipts: [], seq, endedWaits, children: [], park: null };
    await buildFlush(this.deps, { ...this.flushOf(entry), status: 'failed' })
      .then((flush) => this.deps.flusher.write(flush))
      .catch(() => undefined);
    this.close(false);
  }

  private close(ok: boolean): void {
    this.isClosed = true;
    this.callOffTimer();
    this.log.close(ok);
    this.markClosed();
  }
}

/** Somebody waits for it: a caller for the answer, or whoever may end a wait. */
function isForOthers(fact: Fact): boolean {
  return (
    (fact.kind === 'step-succeeded' && fact.answer !== undefined) ||
    (fact.kind === 'step-suspended' && fact.signal !== null)
  );
}
