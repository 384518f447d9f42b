/**
 * One run in the hands of this worker: its folded state, the facts that are not on disk yet, and the steps in flight.
 *
 * The causal rule lives here: nothing leaves the process before every fact it depends on is committed. An intent, a
 * wait, an answer and the end of the run ask for a flush; the result of a pure step rides along with what comes next.
 */
import { afterLastFailure } from '@/core/engine/after-failure';
import { decide } from '@/core/engine/decide';
import { findDoubts } from '@/core/engine/recover';
import { runStatus } from '@/core/engine/run-status';
import { applyFact, foldFacts } from '@/core/engine/state';
import type { Command, Fact, Plan, RunState, StepKey } from '@/core/engine/types';
import type { StepError } from '@/core/node-kit/node-failure';
import type { ClaimedRun, StoredWait } from '@/infra/db/run-store/claim-runs';
import type { WaitRow } from '@/infra/db/run-store/flush-runs';
import type { CompiledGraph } from '@/services/runs/plan-cache';
import { buildFlush } from './build-flush';
import type { LoopDeps } from './loop-deps';
import type { RunHandle } from './run-handle';
import { runStep } from './run-step';
import type { StartStep } from './step-gateway';
import { factsOfWaits, toWaitRow } from './wait-facts';

/** Waits shorter than this are kept in memory: parking costs two commits. */
const SHORT_WAIT_MS = 1500;
/** A run whose worker died this often while holding it is set aside. */
const MAX_DEATHS = 5;
/** Longest delay of a Node timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const NOT_STORABLE: StepError = {
  code: 'run.not-storable',
  message:
    'A result of this run cannot be stored. Look for text that is no valid Unicode or for data that is too deep.',
  retryable: false,
};

interface Park {
  dueAtMs: number | null;
  waits: WaitRow[];
}

export class ActiveRun implements RunHandle {
  readonly plan: Plan;
  readonly graph: CompiledGraph['graph'];
  readonly state: RunState;
  /** Resolves when this worker is done with the run: ended, parked or lost. */
  readonly closed: Promise<void>;
  isClosed = false;
  private pending: Fact[] = [];
  private endedWaits: string[] = [];
  private seq: number;
  private readonly inFlight = new Map<StepKey, AbortController>();
  private flushing = false;
  private recorded = 0;
  private committedUpTo = 0;
  private waiters: { upTo: number; resolve(ok: boolean): void }[] = [];
  private park: Park | null = null;
  private timer: NodeJS.Timeout | null = null;
  private draining = false;
  private markClosed: () => void = () => undefined;

  constructor(
    private readonly deps: LoopDeps,
    readonly row: ClaimedRun,
    compiled: CompiledGraph,
  ) {
    this.plan = compiled.plan;
    this.graph = compiled.graph;
    this.seq = row.seq;
    this.state = foldFacts(compiled.plan, row.facts);
    this.closed = new Promise((resolve) => (this.markClosed = resolve));
  }

  /** Goes on where the log ends. `waits` are the rows of a run that was parked. */
  begin(waits: readonly StoredWait[]): void {
    const now = this.deps.clock.now();
    for (const { stepKey, fact } of factsOfWaits(waits, now)) {
      this.endedWaits.push(stepKey);
      this.record(fact);
    }
    if (this.row.cancelRequestedBy)
      this.record({ kind: 'cancel-requested', at: now, by: this.row.cancelRequestedBy });
    this.settleDoubts(now);
    if (this.row.deaths > MAX_DEATHS) {
      this.failRun(
        'run.poisoned',
        `The worker died ${this.row.deaths} times while it ran this. It was set aside.`,
      );
    }
    this.advance();
  }

  /** Steps that were cut off inside a write: what their policy says. */
  private settleDoubts(now: number): void {
    for (const { step, attempt, nodeId, policy, effects, error } of findDoubts(this.plan, this.state)) {
      if (policy === 'ask') this.record({ kind: 'step-doubted', at: now, step, attempt, effects });
      const node = this.plan.nodes.get(nodeId);
      if (policy === 'fail' && node) {
        this.record({
          kind: 'step-failed',
          at: now,
          step,
          attempt,
          startedAt: now,
          error,
          next: afterLastFailure(node, error),
        });
      }
    }
  }

  /** Folds a fact. False when it is stale: it counts for nothing and is not kept. */
  record(fact: Fact): boolean {
    if (this.isClosed || !applyFact(this.plan, this.state, fact)) return false;
    this.pending.push(fact);
    this.recorded += 1;
    return true;
  }

  /** Asks for a flush and resolves when everything recorded so far is on disk; false when the run is lost. */
  committed(): Promise<boolean> {
    if (this.isClosed) return Promise.resolve(false);
    if (this.committedUpTo >= this.recorded && !this.flushing) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.waiters.push({ upTo: this.recorded, resolve });
      this.flushSoon();
    });
  }

  /** Does what the engine says now. */
  advance(): void {
    if (this.isClosed || this.park) return;
    if (this.isOverdue()) this.failRun('run.timed-out', 'The run took longer than its time limit.');
    const waits: Command[] = [];
    for (const command of decide(this.plan, this.state)) {
      if (command.kind === 'start-step') this.start(command);
      else if (command.kind === 'abort-steps') this.abortSteps();
      else if (command.kind === 'finish-run') return this.finish(command);
      else waits.push(command);
    }
    if (this.state.finished) return this.flushSoon();
    if (this.inFlight.size === 0) this.waitOrPark(waits);
    else this.armTimer(waits);
    if (this.state.answer && this.pending.some(isAnswer)) this.flushSoon();
    else if (this.pending.length > 0 && this.deps.isWatched(this.names())) this.flushSoon();
  }

  /** Somebody asked for a cancel while the run is held here. */
  cancel(by: string): void {
    if (this.record({ kind: 'cancel-requested', at: this.deps.clock.now(), by })) this.advance();
  }

  /** Stops starting steps; the run is let go as soon as nothing is in flight. */
  drain(): void {
    this.draining = true;
    if (this.inFlight.size === 0) this.advance();
  }

  /** Lets go at once: what is in flight is aborted and will be looked at by whoever claims the run next. */
  letGo(): void {
    this.draining = true;
    this.abortSteps();
    this.advance();
  }

  /** Forgets the run without writing: it belongs to another worker. */
  lose(): void {
    if (this.isClosed) return;
    this.abortSteps();
    this.close(false);
  }

  /** Writes facts that have been waiting, so that a crash repeats little and watchers see progress. */
  flushPending(): void {
    if (this.pending.length > 0) this.flushSoon();
  }

  names(): { tenantId: string; workflowId: string; runId: string } {
    return { tenantId: this.row.tenantId, workflowId: this.row.workflowId, runId: this.row.id };
  }

  private start(command: StartStep): void {
    if (this.draining || this.inFlight.has(command.step)) return;
    const abort = new AbortController();
    this.inFlight.set(command.step, abort);
    void runStep(this.deps, { run: this, command, abort })
      .catch((error: unknown) => {
        this.deps.log.error(
          { err: error, code: 'step.crashed', runId: this.row.id, step: command.step },
          'A step crashed.',
        );
        return crashed(command, this.deps.clock.now());
      })
      .then((fact) => {
        this.inFlight.delete(command.step);
        if (this.isClosed) return;
        if (fact) this.record(fact);
        this.advance();
      });
  }

  private abortSteps(): void {
    for (const abort of this.inFlight.values()) abort.abort();
  }

  private finish(command: Extract<Command, { kind: 'finish-run' }>): void {
    const { status, output, error } = command;
    this.endedWaits = [...new Set([...this.endedWaits, ...[...this.state.waiting].map((step) => step.key)])];
    this.record({ kind: 'run-finished', at: this.deps.clock.now(), status, output, error });
    this.flushSoon();
  }

  private failRun(code: string, message: string): void {
    const error: StepError = { code, message, retryable: false };
    this.abortSteps();
    this.finish({
      kind: 'finish-run',
      status: 'failed',
      output: null,
      error: { ...error, step: null, nodeId: null, nodeName: null },
    });
  }

  private deadlineMs(): number | null {
    const limitMs = this.plan.settings.timeoutMs;
    return limitMs === null ? null : (this.row.startedAt ?? this.row.createdAt).getTime() + limitMs;
  }

  private isOverdue(): boolean {
    const deadline = this.deadlineMs();
    return deadline !== null && !this.state.finished && this.deps.clock.now() >= deadline;
  }

  private waitOrPark(commands: readonly Command[]): void {
    const waits = commands.flatMap((command) => toWaitRow(command) ?? []);
    const times = [this.deadlineMs(), ...waits.map((wait) => wait.dueAtMs)].filter((time) => time !== null);
    const dueAtMs = this.draining && waits.length === 0 ? this.deps.clock.now() : earliest(times);
    const soon = dueAtMs !== null && dueAtMs - this.deps.clock.now() < SHORT_WAIT_MS;
    if (soon && !this.draining) return this.armTimer(commands);
    this.park = { dueAtMs, waits };
    this.flushSoon();
  }

  private armTimer(commands: readonly Command[]): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const due = commands.flatMap((command) => {
      const row = toWaitRow(command);
      return row?.dueAtMs == null ? [] : [{ step: row.stepKey, at: row.dueAtMs }];
    });
    const at = earliest([
      ...due.map((wait) => wait.at),
      ...(this.deadlineMs() === null ? [] : [this.deadlineMs() ?? 0]),
    ]);
    if (at === null) return;
    const delayMs = Math.min(Math.max(0, at - this.deps.clock.now()), MAX_TIMER_MS);
    this.timer = setTimeout(() => {
      const now = this.deps.clock.now();
      for (const wait of due)
        if (wait.at <= now) this.record({ kind: 'timer-fired', at: now, step: wait.step });
      this.advance();
    }, delayMs);
  }

  private flushSoon(): void {
    if (!this.flushing && !this.isClosed) void this.flush();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (!this.isClosed && (this.pending.length > 0 || this.park !== null)) {
      const facts = this.pending;
      const park = this.park;
      const endedWaits = this.endedWaits;
      const upTo = this.recorded;
      this.pending = [];
      this.endedWaits = [];
      const status = park && !this.draining ? runStatus(this.state, false) : park ? 'queued' : 'running';
      const request = {
        row: this.row,
        state: this.state,
        facts,
        seq: this.seq + 1,
        status,
        endedWaits,
        park,
      };
      const outcome = await buildFlush(this.deps, request)
        .then((flush) => this.deps.flusher.write(flush))
        .catch((error: unknown) => ({ kind: 'refused' as const, error }));
      if (outcome.kind === 'lost') return this.lose();
      if (outcome.kind === 'refused') return this.setAside(outcome.error);
      if (facts.length > 0) this.seq += 1;
      this.committedUpTo = upTo;
      this.settleWaiters();
      // Only what was in this flush counts: the run may have finished while it was under way.
      if (park || facts.some((fact) => fact.kind === 'run-finished')) return this.close(true);
    }
    this.flushing = false;
    this.settleWaiters();
  }

  /** Facts that cannot be stored end the run: its last row says so and nothing else. */
  private async setAside(cause: unknown): Promise<void> {
    this.deps.log.error(
      { err: cause, code: 'run.not-storable', runId: this.row.id },
      'The facts of a run cannot be stored.',
    );
    this.abortSteps();
    const error = { ...NOT_STORABLE, step: null, nodeId: null, nodeName: null };
    const fact: Fact = {
      kind: 'run-finished',
      at: this.deps.clock.now(),
      status: 'failed',
      output: null,
      error,
    };
    const request = { row: this.row, state: this.state, facts: [fact], seq: this.seq + 1, status: 'failed' };
    await buildFlush(this.deps, { ...request, endedWaits: [], park: null })
      .then((flush) => this.deps.flusher.write(flush))
      .catch(() => undefined);
    this.close(false);
  }

  private settleWaiters(): void {
    const ready = this.waiters.filter((waiter) => waiter.upTo <= this.committedUpTo);
    this.waiters = this.waiters.filter((waiter) => waiter.upTo > this.committedUpTo);
    for (const waiter of ready) waiter.resolve(true);
  }

  private close(ok: boolean): void {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    for (const waiter of this.waiters) waiter.resolve(ok && waiter.upTo <= this.committedUpTo);
    this.waiters = [];
    this.markClosed();
  }
}

function crashed(command: StartStep, at: number): Fact {
  const { step, attempt } = command;
  const error: StepError = {
    code: 'step.crashed',
    message: 'Something went wrong on our side while this step ran. The log of the worker says more.',
    retryable: false,
  };
  return { kind: 'step-failed', step, attempt, startedAt: at, at, error, next: { kind: 'stop' } };
}

function isAnswer(fact: Fact): boolean {
  return fact.kind === 'step-succeeded' && fact.answer !== undefined;
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}
