/**
 * The log of one run that this worker holds: facts that were recorded and are not on disk yet, what has to be written
 * with them, and the flushes that bring them there, one at a time and in order.
 */
import type { Fact, StepKey } from '@/core/engine/types';
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { FlushOutcome } from './flusher';
import type { RunFlush, WaitRow } from '@/infra/db/run-store/flush-runs';
import type { ChildRun } from '@/infra/db/run-store/run-family';

/** Given up until something is due. */
export interface Park {
  dueAtMs: number | null;
  waits: WaitRow[];
}

export interface TouchedEffect {
  step: StepKey;
  effect: string;
}

/** What one flush of the run is made of. */
export interface LogEntry {
  facts: readonly Fact[];
  /** Effects whose receipts are written besides those that the facts are about. */
  receipts: readonly TouchedEffect[];
  seq: number;
  endedWaits: readonly string[];
  children: readonly ChildRun[];
  park: Park | null;
}

export interface RunLogOptions {
  row: Pick<ClaimedRun, 'seq'>;
  build(entry: LogEntry): Promise<RunFlush>;
  write(flush: RunFlush): Promise<FlushOutcome>;
  /** The run belongs to another worker, or nobody here knows what is on disk. */
  onLost(): void;
  /** The facts cannot be stored. `seq` is the number of the next row. */
  onRefused(cause: unknown, seq: number): void;
  /** The run was parked or has ended, and that is on disk. */
  onDone(): void;
}

export class RunLog {
  private pending: Fact[] = [];
  private receipts: TouchedEffect[] = [];
  private endedWaits: string[] = [];
  /** Steps whose wait is a row, or becomes one with the next flush. */
  private readonly storedWaits = new Set<string>();
  private children: ChildRun[] = [];
  private park: Park | null = null;
  private seq: number;
  private flushing = false;
  private recorded = 0;
  private committedUpTo = 0;
  private waiters: { upTo: number; resolve(ok: boolean): void }[] = [];
  private isClosed = false;

  constructor(private readonly options: RunLogOptions) {
    this.seq = options.row.seq;
  }

  /** The receipt of this effect goes with the next flush, though no fact of it does. */
  addReceipt(receipt: TouchedEffect): void {
    this.receipts.push(receipt);
    this.recorded += 1;
  }

  /** A fact that was folded. `children` are inserted with it. */
  add(fact: Fact, children: readonly ChildRun[] = []): void {
    this.pending.push(fact);
    this.children.push(...children);
    this.recorded += 1;
  }

  /** The waits of these steps are rows. */
  storeWaits(steps: readonly string[]): void {
    for (const step of steps) this.storedWaits.add(step);
  }

  /** Those of these waits that are rows go with the next flush. */
  endWaits(steps: readonly string[]): void {
    const stored = steps.filter((step) => this.storedWaits.delete(step));
    if (stored.length > 0) this.endedWaits = [...new Set([...this.endedWaits, ...stored])];
  }

  /** The run is over: no row of it stays. Gives back whose rows go. */
  endAllWaits(): readonly string[] {
    this.endWaits([...this.storedWaits]);
    return this.endedWaits;
  }

  get isParked(): boolean {
    return this.park !== null;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  somePending(test: (fact: Fact) => boolean): boolean {
    return this.pending.some(test);
  }

  /** Writes everything and gives the run up. */
  parkRun(park: Park): void {
    this.park = park;
    this.flushSoon();
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

  flushSoon(): void {
    if (!this.flushing && !this.isClosed) void this.flush();
  }

  /** Nothing is written any more. */
  close(ok: boolean): void {
    this.isClosed = true;
    for (const waiter of this.waiters) waiter.resolve(ok && waiter.upTo <= this.committedUpTo);
    this.waiters = [];
  }

  private async flush(): Promise<void> {
    const { options } = this;
    this.flushing = true;
    while (!this.isClosed && (this.pending.length > 0 || this.receipts.length > 0 || this.park !== null)) {
      const entry = this.take();
      const upTo = this.recorded;
      const outcome = await options
        .build(entry)
        .then((flush) => options.write(flush))
        .catch((error: unknown) => ({ kind: 'refused' as const, error }));
      // Unsure: whoever claims it next reads from the log what became of it.
      if (outcome.kind === 'lost' || outcome.kind === 'unsure') return options.onLost();
      if (outcome.kind === 'refused') {
        this.endedWaits.push(...entry.endedWaits);
        return options.onRefused(outcome.error, this.seq + 1);
      }
      if (entry.facts.length > 0) this.seq += 1;
      this.committedUpTo = upTo;
      this.settleWaiters();
      // Only what was in this flush counts: the run may have finished while it was under way.
      if (entry.park || entry.facts.some((fact) => fact.kind === 'run-finished')) return options.onDone();
    }
    this.flushing = false;
    this.settleWaiters();
  }

  private take(): LogEntry {
    const { pending: facts, receipts, endedWaits, children, park } = this;
    this.pending = [];
    this.receipts = [];
    this.endedWaits = [];
    this.children = [];
    return { facts, receipts, seq: this.seq + 1, endedWaits, children, park };
  }

  private settleWaiters(): void {
    const ready = this.waiters.filter((waiter) => waiter.upTo <= this.committedUpTo);
    this.waiters = this.waiters.filter((waiter) => waiter.upTo > this.committedUpTo);
    for (const waiter of ready) waiter.resolve(true);
  }
}
