/** Writing a flush in memory, as `flush-runs.ts`, `flush-sql.ts` and `run-family.ts` do it. */
import type { HandedChild } from '@/infra/db/run-store/run-family';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import { waitsOf, type RunFlush } from '@/infra/db/run-store/run-flush';
import { keyOf, toLive, type LiveRow, type MemoryStoreOptions, type Tables } from './memory-rows';

interface Writing {
  tables: Tables;
  now: number;
  notify: MemoryStoreOptions['notify'];
  insert(row: LiveRow, facts: string): boolean;
  onFlush: MemoryStoreOptions['onFlush'];
}

/** Flushes that are sent together are written by up to four statements, each for itself. */
export function partsOf(flushes: readonly RunFlush[]): RunFlush[][] {
  const parts: [RunFlush[], RunFlush[], RunFlush[], RunFlush[]] = [[], [], [], []];
  for (const flush of flushes) {
    if (flush.family || flush.finish?.deadLetter || flush.finish?.forgets) parts[3].push(flush);
    else if (flush.endedWaits.length > 0 || waitsOf(flush).length > 0) parts[2].push(flush);
    else if (flush.receipts.length > 0) parts[1].push(flush);
    else parts[0].push(flush);
  }
  return parts.filter((part) => part.length > 0);
}

export interface FlushedPart {
  written: string[];
  handed: HandedChild[];
}

export function flushPart(
  writing: Writing,
  input: { workerId: string; flushes: readonly RunFlush[]; takesChildren?: boolean },
): FlushedPart {
  const { workerId, flushes, takesChildren = false } = input;
  const { tables } = writing;
  const written: RunFlush[] = [];
  for (const flush of flushes) {
    const row = tables.live.get(flush.runId);
    const accepted = row?.epoch === flush.epoch && row.workerId === workerId;
    writing.onFlush?.(flush, { workerId, accepted });
    if (!row || !accepted) continue;
    writeRun(writing, row, flush);
    written.push(flush);
  }
  for (const flush of written) writeWaits(tables, flush);
  const children = written.flatMap((flush) => flush.family?.children ?? []);
  const handed = insertChildren(writing, children, takesChildren ? workerId : null);
  const ended = written.flatMap(({ family }) => (family?.endsFor ? [family.endsFor] : []));
  if (ended.length > 0) tellParents(writing, ended);
  const parents = written.filter((flush) => flush.family?.cancelsChildren).map((flush) => flush.runId);
  if (parents.length > 0) cancelChildren(writing, parents);
  return { written: written.map((flush) => flush.runId), handed };
}

function writeRun({ tables, now }: Writing, row: LiveRow, flush: RunFlush): void {
  const { finish, park } = flush;
  if (flush.seq !== null) {
    const log = tables.facts.get(row.id) ?? [];
    if (!log.some((one) => one.seq === flush.seq)) {
      log.push({ seq: flush.seq, epoch: flush.epoch, facts: flush.facts });
    }
    row.seq = flush.seq;
  }
  row.answer = flush.answer ?? row.answer;
  for (const receipt of flush.receipts) {
    const key = keyOf(row.id, receipt.stepKey, receipt.effect);
    const known = tables.receipts.get(key);
    // A receipt that is there keeps its key, its summary and the time of its intent.
    const kept = known && {
      idempotencyKey: known.idempotencyKey,
      summary: known.summary,
      intendedAtMs: known.intendedAtMs,
    };
    tables.receipts.set(key, { ...receipt, ...kept, runId: row.id });
  }
  if (finish?.forgets) {
    const log = tables.facts.get(row.id) ?? [];
    tables.forgotten.set(
      row.id,
      log.filter(({ seq }) => seq > 0 && seq < row.seq),
    );
    tables.facts.set(
      row.id,
      log.filter(({ seq }) => seq === 0 || seq === row.seq),
    );
  }
  if (finish) {
    const { dueAt: _due, workerId: _worker, epoch: _epoch, deaths: _deaths, ...kept } = row;
    const { replyTo: _reply, cancelRequestedBy: _cancel, steer: _steer, steerBy: _by, ...told } = kept;
    const { parentStep: _step, ...rest } = told;
    tables.live.delete(row.id);
    tables.history.set(row.id, {
      ...rest,
      status: finish.status,
      finishedAt: now,
      error: finish.errorJson,
      output: finish.outputJson,
      stepCount: finish.stepCount,
    });
    return;
  }
  row.status = flush.status;
  if (!park) return;
  row.workerId = null;
  row.deaths = 0;
  row.dueAt = least(park.dueAtMs, row.dueAt);
}

/** As SQL's: the smaller of those that there are. */
function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

function writeWaits(tables: Tables, flush: RunFlush): void {
  const { runId, tenantId } = flush;
  for (const stepKey of flush.endedWaits) tables.waits.delete(keyOf(runId, stepKey));
  for (const wait of waitsOf(flush)) {
    const key = keyOf(runId, wait.stepKey);
    const known = tables.waits.get(key);
    if (known && known.resolvedAt !== null) continue;
    const { kind, dueAtMs: dueAt, signal, detail } = wait;
    if (known) {
      Object.assign(known, { kind, dueAt, signal, detail });
      continue;
    }
    tables.waits.set(key, {
      ...{ tenantId, runId, stepKey: wait.stepKey, kind, dueAt, signal, detail },
      pending: wait.pending ?? null,
      resolvedAt: null,
      resolution: null,
      resolvedBy: null,
    });
  }
}

/** Gives back those that are in the worker's hands from the start. */
function insertChildren(
  { now, insert, notify }: Writing,
  children: readonly ChildRun[],
  handTo: string | null,
): HandedChild[] {
  const handed: HandedChild[] = [];
  for (const child of children) {
    const row = toLive(child, now);
    const inHand = handTo !== null && child.due;
    if (inHand)
      Object.assign(row, { workerId: handTo, epoch: 1, status: 'running', startedAt: now, dueAt: null });
    const isNew = insert(row, `[${[child.startFact, ...(child.seedFacts ?? [])].join(',')}]`);
    if (inHand && isNew) handed.push({ id: child.id, createdAt: new Date(now) });
  }
  if (children.length > 0) notify('heddle_due');
  return handed;
}

function tellParents(
  { tables, now, notify }: Writing,
  ended: readonly { runId: string; stepKey: string }[],
): void {
  const counts = new Map<string, { runId: string; stepKey: string; n: number }>();
  for (const { runId, stepKey } of ended) {
    const key = keyOf(runId, stepKey);
    counts.set(key, { runId, stepKey, n: (counts.get(key)?.n ?? 0) + 1 });
  }
  for (const { runId, stepKey, n } of counts.values()) {
    const wait = tables.waits.get(keyOf(runId, stepKey));
    if (wait && wait.pending !== null && wait.resolvedAt === null) {
      wait.pending -= n;
      if (wait.pending <= 0) {
        wait.resolvedAt = now;
        const parent = tables.live.get(runId);
        if (parent) parent.dueAt = now;
        notify('heddle_due');
        if (parent?.workerId != null) notify('heddle_cancel');
      }
    }
    const following = [...tables.live.values()]
      .filter((row) => row.parentRunId === runId && row.parentStep === stepKey && row.epoch === 0)
      .filter((row) => row.workerId === null && row.dueAt === null && row.status !== 'paused')
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, n);
    for (const row of following) row.dueAt = now;
    if (following.length > 0) notify('heddle_due');
  }
}

function cancelChildren({ tables, now, notify }: Writing, parents: readonly string[]): void {
  for (const row of tables.live.values()) {
    if (row.parentRunId === null || row.parentStep === null || !parents.includes(row.parentRunId)) continue;
    row.cancelRequestedBy ??= `run:${row.parentRunId}`;
    row.dueAt = now;
    notify('heddle_due');
    if (row.workerId !== null) notify('heddle_cancel');
  }
}
