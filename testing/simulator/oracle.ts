/**
 * What must hold whatever goes wrong, looked at while it happens: who may write, who may reach out, and how soon a run
 * goes on. What the logs say at the end is `check-logs.ts`. The oracle keeps its own books of who holds what.
 */
import type { ClaimedRun } from '@/infra/db/run-store/claim-runs';
import type { RunFlush } from '@/infra/db/run-store/run-flush';
import type { Faults } from './faults';
import { keyOf } from './memory-rows';
import type { MemoryStore } from './memory-store';
import type { SimulatedProcess } from './process';

export interface OracleDeps {
  now(): number;
  store: MemoryStore;
  faults: Faults;
  leaseMs: number;
  /** Whether workers take whatever is due, however much it is. */
  takesAll: boolean;
  /** Due times, which come from workers, may be held against the store's clock. */
  clocksAreRight: boolean;
}

/** Polls, hints and answers take their time too. */
const SLACK_MS = 1500;

export class Oracle {
  readonly violations: string[] = [];
  private readonly owners = new Map<string, { process: string; epoch: number }>();
  /** Runs whose worker died or stands still, and since when. */
  private readonly orphans = new Map<string, number>();
  private readonly cancels = new Map<string, number>();
  private readonly dues = new Map<string, number>();
  /** When runs were last let go: what is told to a run in somebody's hands makes it due, and nobody can take it. */
  private readonly released = new Map<string, number>();

  constructor(private readonly deps: OracleDeps) {}

  violation(text: string): void {
    if (this.violations.length < 20) this.violations.push(`${this.deps.now().toFixed(0)} ms: ${text}`);
  }

  /** Before a claim: notes what is due, and since when. */
  beforeClaim(): void {
    this.dues.clear();
    for (const { id, dueAt } of this.deps.store.tables.live.values())
      if (dueAt !== null) this.dues.set(id, dueAt);
  }

  claimed(
    process: SimulatedProcess,
    rows: readonly Pick<ClaimedRun, 'id' | 'epoch'>[],
    beginsAt: number,
  ): void {
    for (const { id, epoch } of rows) {
      const before = this.owners.get(id);
      if (before) this.violation(`${process.id} took ${id} although ${before.process} holds it`);
      this.owners.set(id, { process: process.id, epoch });
      const orphanedAt = this.orphans.get(id);
      if (orphanedAt !== undefined && this.deps.takesAll) this.inTime(`${id} was taken up again`, orphanedAt);
      this.orphans.delete(id);
      const dueAt = this.dues.get(id);
      if (dueAt !== undefined && this.deps.takesAll && this.deps.clocksAreRight)
        this.inTime(`${id} was claimed`, Math.max(dueAt - beginsAt, this.released.get(id) ?? 0));
    }
  }

  /** Whatever should happen soon has two leases from when it could, or from when something last went wrong. */
  private inTime(what: string, sinceMs: number): void {
    const { faults, leaseMs } = this.deps;
    const since = Math.max(sinceMs, Math.min(faults.lastAt(), this.deps.now()));
    const took = this.deps.now() - since;
    if (took > 2 * leaseMs + SLACK_MS) this.violation(`${what} after ${took.toFixed(0)} ms only`);
  }

  flushed(flush: RunFlush, { workerId, accepted }: { workerId: string; accepted: boolean }): void {
    const owner = this.owners.get(flush.runId);
    const isOwn = owner?.process === workerId && owner.epoch === flush.epoch;
    if (accepted && !isOwn) {
      const holder = owner ? `${owner.process} under epoch ${owner.epoch}` : 'nobody';
      this.violation(
        `a write of ${workerId} under epoch ${flush.epoch} was taken for ${flush.runId}, held by ${holder}`,
      );
    }
    if (!accepted) return;
    this.orphans.delete(flush.runId);
    if (flush.finish) this.ended(flush);
    if (flush.finish ?? flush.park) this.letGo(flush.runId);
  }

  private ended({ runId, finish }: RunFlush): void {
    if (finish?.errorJson?.includes('"run.stuck"'))
      this.violation(`${runId} cannot go on and waits for nothing`);
    const cancelledAt = this.cancels.get(runId);
    if (cancelledAt === undefined || !finish) return;
    if (finish.status !== 'cancelled')
      this.inTime(`${runId} ended as ${finish.status} after a cancel`, cancelledAt);
    this.cancels.delete(runId);
  }

  cancelAsked(runId: string): void {
    if (!this.cancels.has(runId)) this.cancels.set(runId, this.deps.now());
  }

  /** After the store took runs away from workers. */
  ownersChanged(): void {
    for (const [id, owner] of this.owners) {
      if (this.deps.store.tables.live.get(id)?.workerId !== owner.process) this.letGo(id);
    }
  }

  private letGo(runId: string): void {
    this.owners.delete(runId);
    this.released.set(runId, this.deps.now());
  }

  /** A worker died, or stands still from now on. */
  stopped(process: SimulatedProcess): void {
    for (const [id, owner] of this.owners) {
      if (owner.process === process.id && !this.orphans.has(id)) this.orphans.set(id, this.deps.now());
    }
  }

  /** A worker goes on: what it still holds is no orphan. */
  goesOn(process: SimulatedProcess): void {
    for (const [id, owner] of this.owners) if (owner.process === process.id) this.orphans.delete(id);
  }

  /** A worker is about to reach out for a step. */
  effectBegins(
    process: SimulatedProcess,
    effect: { runId: string; epoch: number; step: string; name: string; key: string },
  ): void {
    const { runId, epoch, step, name, key } = effect;
    const { tables } = this.deps.store;
    const what = `${process.id} reaches out for ${runId} ${step} ${name}`;
    const row = tables.live.get(runId);
    if (row?.workerId !== process.id || row.epoch !== epoch) {
      this.violation(`${what}, but the run is not its own`);
      return;
    }
    const receipt = tables.receipts.get(keyOf(runId, step, name));
    if (!receipt) this.violation(`${what} without an intent on disk`);
    else if (receipt.status === 'answered') this.violation(`${what}, which was answered already`);
    else if (receipt.status !== 'intended') this.violation(`${what} without a new intent on disk`);
    else if (receipt.idempotencyKey !== key) this.violation(`${what} under another key than it intended`);
    const cancelledAt = this.cancels.get(runId);
    if (cancelledAt !== undefined) this.inTime(`${what} of a cancelled run`, cancelledAt);
  }
}
