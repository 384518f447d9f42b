/**
 * What every store of runs does, told once and held against the one in memory and the one in PostgreSQL. Time is never
 * waited for: what is to be over is put down as over from the start.
 */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChildRun } from '@/infra/db/run-store/run-family';
import type { NewRun } from '@/infra/db/run-store/insert-runs';
import type { RunFlush } from '@/infra/db/run-store/run-flush';
import type { RunStore } from '@/infra/db/run-store/run-store';
import type { MemoryStore } from './memory-store';

type Waitless = Pick<
  MemoryStore,
  'requestCancel' | 'resolveWait' | 'takeBack' | 'pause' | 'continueRun' | 'accept'
>;
type Later<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;

/** How a run stands in the tables; ids and times are left out. */
export interface RunLook {
  live: {
    status: string;
    epoch: number;
    seq: number;
    deaths: number;
    isHeld: boolean;
    isDue: boolean;
    hasDue: boolean;
    cancelRequestedBy: string | null;
    steer: string | null;
  } | null;
  history: { status: string; seq: number; stepCount: number } | null;
  /** `seq#epoch` and the kinds of the facts. */
  log: string[];
  receipts: string[];
  waits: string[];
}

/** A store, what people do to it, and a look behind it. */
export type StoreUnderTest = { store: RunStore; look(runId: string): Promise<RunLook>; tenantId: string } & {
  [K in keyof Waitless]: Later<Waitless[K]>;
};

const HOUR = 3_600_000;
const FACT = { at: 0, by: 'person' };
const PAUSED = JSON.stringify({ kind: 'run-paused', ...FACT });
const CONTINUED = JSON.stringify({ kind: 'run-continued', ...FACT });
const RESUMED = JSON.stringify({ kind: 'run-resumed', ...FACT });

export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store of runs ${name}`, () => {
    it('gives a due run to one worker, under an epoch that grows', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const other = await aWorker(t);
      expect(await t.store.claim({ workerId: other, limit: 10 })).toEqual([]);
      expect((await t.look(id)).live).toMatchObject({
        status: 'running',
        epoch: 1,
        isHeld: true,
        hasDue: false,
      });
      await t.store.retire(worker);
      expect((await t.look(id)).live).toMatchObject({ deaths: 0, isHeld: false, isDue: true });
      const [again] = await t.store.claim({ workerId: other, limit: 10 });
      expect(again).toMatchObject({ id, epoch: 2, seq: 0 });
      expect(again?.facts.map((fact) => fact.kind)).toEqual(['run-started']);
    });

    it('takes the oldest first, and no more than asked for', async () => {
      const t = await open();
      const ids = [await anAcceptedRun(t), await anAcceptedRun(t), await anAcceptedRun(t)];
      const worker = await aWorker(t);
      const first = await t.store.claim({ workerId: worker, limit: 2 });
      const rest = await t.store.claim({ workerId: worker, limit: 2 });
      expect([first.length, rest.length]).toEqual([2, 1]);
      expect([...first, ...rest].map((row) => row.id).sort()).toEqual([...ids].sort());
    });

    it('accepts a run once for a key', async () => {
      const t = await open();
      const dedup = { source: 's', key: randomUUID(), bodyHash: 'aa', ttlMs: HOUR };
      const first = aRun(t, { dedup });
      expect(await t.accept([first])).toEqual([{ kind: 'accepted', runId: first.id }]);
      expect(await t.accept([aRun(t, { dedup })])).toEqual([{ kind: 'repeated', runId: first.id }]);
      const conflict = aRun(t, { dedup: { ...dedup, bodyHash: 'bb' } });
      expect(await t.accept([conflict])).toEqual([{ kind: 'conflict', runId: first.id }]);
      expect((await t.look(conflict.id)).live).toBeNull();
    });

    it('writes facts with their receipts once, however often they are sent', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const flush = aFlush(t, id, {
        seq: 1,
        facts: facts('effect-intended'),
        receipts: [aReceipt('intended')],
      });
      for (let times = 0; times < 2; times++) expect(await write(t, worker, flush)).toEqual([id]);
      const answered = aFlush(t, id, {
        seq: 2,
        facts: facts('effect-answered'),
        receipts: [aReceipt('answered')],
      });
      expect(await write(t, worker, answered)).toEqual([id]);
      expect(await t.look(id)).toMatchObject({
        live: { seq: 2, isHeld: true },
        log: ['0#0 run-started', '1#1 effect-intended', '2#1 effect-answered'],
        receipts: ['n1 call answered key 1000'],
      });
    });

    it('takes nothing under an old epoch, nor from another worker', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const other = await aWorker(t);
      expect(await write(t, other, aFlush(t, id, { seq: 1, facts: facts('step-succeeded') }))).toEqual([]);
      await t.store.retire(worker);
      await t.store.claim({ workerId: other, limit: 10 });
      const late = aFlush(t, id, {
        seq: 1,
        facts: facts('step-succeeded'),
        receipts: [aReceipt('answered')],
      });
      for (const more of [{}, { park: { dueAtMs: null, waits: [aWait('timer', -HOUR)] } }, { finish: END }]) {
        expect(await write(t, worker, { ...late, ...more })).toEqual([]);
        expect(await write(t, other, { ...late, ...more })).toEqual([]);
      }
      expect(await t.look(id)).toMatchObject({
        live: { epoch: 2, seq: 0 },
        log: ['0#0 run-started'],
        receipts: [],
        waits: [],
      });
    });

    it('ends a run once, and it is history then', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const end = aFlush(t, id, { seq: 1, facts: facts('run-finished'), finish: END });
      expect(await write(t, worker, end)).toEqual([id]);
      expect(await write(t, worker, end)).toEqual([]);
      expect(await t.look(id)).toMatchObject({
        live: null,
        history: { status: 'succeeded', seq: 1, stepCount: 3 },
      });
      const ended = await t.store.readEndedRuns({ tenantId: t.tenantId, ids: [id, randomUUID()] });
      expect(ended).toEqual([{ id, status: 'succeeded', output: { count: 0, items: [] }, error: null }]);
      expect(await t.takeBack({ runId: id, fact: RESUMED })).toBe(false);
    });

    it('parks a run with its waits, and says which are due', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const waits = [
        aWait('timer', -HOUR),
        aWait('retry', HOUR, { stepKey: 'n2' }),
        aWait('decision', null, { stepKey: 'n3' }),
      ];
      const park = aFlush(t, id, {
        seq: 1,
        facts: facts('step-suspended'),
        status: 'waiting',
        park: { dueAtMs: past(), waits },
      });
      expect(await write(t, worker, park)).toEqual([id]);
      expect((await t.look(id)).live).toMatchObject({ status: 'waiting', isHeld: false, isDue: true });
      const rows = await t.store.claim({ workerId: worker, limit: 10 });
      const loaded = await t.store.loadWaits(rows);
      expect(loaded.map(({ stepKey, kind, due }) => [stepKey, kind, due])).toEqual([
        ['n1', 'timer', true],
        ['n2', 'retry', false],
        ['n3', 'decision', false],
      ]);
      const next = aFlush(t, id, { epoch: 2, seq: 2, facts: facts('timer-fired'), endedWaits: ['n1'] });
      expect(await write(t, worker, next)).toEqual([id]);
      expect((await t.look(id)).waits).toEqual(['n2 retry open', 'n3 decision open']);
    });

    it('lets a step wait again in the flush that ends its wait', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const openedWaits = [aWait('signal', null, { signal: 'first' })];
      await write(t, worker, aFlush(t, id, { seq: 1, facts: facts('step-suspended'), openedWaits }));
      expect(
        await t.resolveWait({ runId: id, stepKey: 'n1', kind: 'signal', resolution: { a: 1 }, by: 'ada' }),
      ).toBe(true);
      expect(
        await t.resolveWait({ runId: id, stepKey: 'n1', kind: 'signal', resolution: 2, by: 'bob' }),
      ).toBe(false);
      expect(await t.store.findSteered(worker)).toMatchObject([{ id, by: null, isDue: true }]);
      const again = aFlush(t, id, {
        seq: 2,
        facts: facts('step-suspended'),
        endedWaits: ['n1'],
        openedWaits: [aWait('signal', null, { signal: 'second' })],
      });
      expect(await write(t, worker, again)).toEqual([id]);
      expect((await t.look(id)).waits).toEqual(['n1 signal open second']);
    });

    it('keeps what was asked of a run while it was held', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      expect(await t.requestCancel({ runId: id, by: 'ada' })).toBe(true);
      expect(await t.requestCancel({ runId: id, by: 'bob' })).toBe(true);
      expect(await t.requestCancel({ runId: randomUUID(), by: 'ada' })).toBe(false);
      expect(await t.store.findSteered(worker)).toMatchObject([{ id, by: 'ada', isDue: true }]);
      await write(t, worker, aFlush(t, id, { park: { dueAtMs: Date.now() + HOUR, waits: [] } }));
      expect((await t.look(id)).live).toMatchObject({ isDue: true, cancelRequestedBy: 'ada' });
    });

    it('a resolution that comes before the row is parked again is not lost', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      await write(t, worker, aFlush(t, id, { openedWaits: [aWait('signal', null, { signal: 'go' })] }));
      await t.resolveWait({ runId: id, stepKey: 'n1', kind: 'signal', resolution: 'yes', by: 'ada' });
      await write(
        t,
        worker,
        aFlush(t, id, { park: { dueAtMs: null, waits: [aWait('signal', null, { signal: 'go' })] } }),
      );
      expect(await t.look(id)).toMatchObject({ live: { isDue: true }, waits: ['n1 signal "yes" by ada go'] });
    });

    it('takes the runs of a worker whose lease ran out, and counts the death', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const alive = await aClaimedRun(t);
      await t.store.reclaim();
      expect((await t.look(id)).live).toMatchObject({ isHeld: true, deaths: 0 });
      expect(await t.store.beat({ worker: identity(worker), leaseMs: -1, first: false })).toBe(true);
      expect(await t.store.beat({ worker: identity(worker), leaseMs: HOUR, first: false })).toBe(false);
      expect(await t.store.reclaim()).toBe(1);
      expect((await t.look(id)).live).toMatchObject({ isHeld: false, isDue: true, deaths: 1, epoch: 1 });
      expect((await t.look(alive.id)).live).toMatchObject({ isHeld: true, deaths: 0 });
      expect(await t.store.reclaim()).toBe(0);
    });

    it('gives back what a worker holds without knowing', async () => {
      const t = await open();
      const known = await aClaimedRun(t);
      const unknown = await anAcceptedRun(t);
      await t.store.claim({ workerId: known.worker, limit: 10 });
      expect(await t.store.giveBackUnknown({ workerId: known.worker, known: [known.id] })).toBe(1);
      expect((await t.look(unknown)).live).toMatchObject({ isHeld: false, isDue: true, deaths: 0 });
      expect((await t.look(known.id)).live).toMatchObject({ isHeld: true });
    });

    it('takes a failed run back with its next row, under epochs that go on growing', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const failed = { ...END, status: 'failed', errorJson: '{"code":"x"}', outputJson: null };
      await write(
        t,
        worker,
        aFlush(t, id, {
          seq: 1,
          facts: facts('run-finished'),
          finish: failed,
          openedWaits: [aWait('signal', null, { signal: 'go' })],
        }),
      );
      expect(await t.takeBack({ runId: id, fact: RESUMED })).toBe(true);
      expect(await t.takeBack({ runId: id, fact: RESUMED })).toBe(false);
      expect(await t.look(id)).toMatchObject({
        live: { status: 'queued', seq: 2, epoch: 1, isDue: true },
        history: null,
        log: ['0#0 run-started', '1#1 run-finished', '2#1 run-resumed'],
        waits: [],
      });
      const [row] = await t.store.claim({ workerId: worker, limit: 10 });
      expect(row).toMatchObject({ id, epoch: 2, seq: 2, parentStep: null, cancelRequestedBy: null });
    });

    it('starts children with their parent, one after another, and tells it of the last', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const children = [true, false, false].map((due) => aChild(t, { parent: id, due })).sort(byId);
      const wait = { ...aWait('signal', null, { signal: 'children' }), pending: 3 };
      await write(
        t,
        worker,
        aFlush(t, id, {
          seq: 1,
          facts: facts('step-suspended'),
          park: { dueAtMs: null, waits: [wait] },
          family: family({ children }),
        }),
      );
      for (let ended = 0; ended < 3; ended++) {
        expect((await t.look(id)).waits).toEqual(['n1 signal open children']);
        const [child, ...more] = await t.store.claim({ workerId: worker, limit: 10 });
        expect([child?.parentRunId, child?.parentStep, more.length]).toEqual([id, 'n1', 0]);
        const end = aFlush(t, child?.id ?? '', { seq: 1, facts: facts('run-finished'), finish: END });
        await write(t, worker, { ...end, family: family({ endsFor: { runId: id, stepKey: 'n1' } }) });
      }
      expect(await t.look(id)).toMatchObject({
        live: { isDue: true },
        waits: ['n1 signal null by null children'],
      });
    });

    it('cancels the children that a run leaves behind', async () => {
      const t = await open();
      const { id, worker } = await aClaimedRun(t);
      const loose: ChildRun = { ...aChild(t, { parent: id, due: true }), parentStep: null };
      const children = [aChild(t, { parent: id, due: true }), loose];
      await write(
        t,
        worker,
        aFlush(t, id, { seq: 1, facts: facts('step-suspended'), family: family({ children }) }),
      );
      await write(
        t,
        worker,
        aFlush(t, id, {
          seq: 2,
          facts: facts('run-finished'),
          finish: END,
          family: family({ cancelsChildren: true }),
        }),
      );
      const looks = await Promise.all(children.map((child) => t.look(child.id)));
      expect(looks.map((look) => look.live?.cancelRequestedBy)).toEqual([`run:${id}`, null]);
    });

    it('pauses a run that nobody holds at once, and asks the worker of one that is held', async () => {
      const t = await open();
      const id = await anAcceptedRun(t);
      expect(await t.pause({ runId: id, by: 'ada', fact: PAUSED })).toBe('done');
      expect(await t.pause({ runId: id, by: 'ada', fact: PAUSED })).toBe('same');
      expect(await t.look(id)).toMatchObject({
        live: { status: 'paused', hasDue: false, seq: 1 },
        log: ['0#0 run-started', '1#0 run-paused'],
      });
      const worker = await aWorker(t);
      expect(await t.store.claim({ workerId: worker, limit: 10 })).toEqual([]);
      expect(await t.continueRun({ runId: id, by: 'ada', fact: CONTINUED })).toBe('done');
      await t.store.claim({ workerId: worker, limit: 10 });
      expect(await t.continueRun({ runId: id, by: 'ada', fact: CONTINUED })).toBe('unfit');
      expect(await t.pause({ runId: id, by: 'ada', fact: PAUSED })).toBe('asked');
      expect(await t.store.findSteered(worker)).toMatchObject([
        { id, steer: 'pause', steerBy: 'ada', isDue: true },
      ]);
      expect(await t.continueRun({ runId: id, by: 'bob', fact: CONTINUED })).toBe('asked');
      expect((await t.look(id)).live).toMatchObject({ steer: 'continue', seq: 2 });
    });
  });
}

const END = { status: 'succeeded', errorJson: null, outputJson: '{"count":0,"items":[]}', stepCount: 3 };

function aRun({ tenantId }: StoreUnderTest, more: Partial<NewRun> = {}): NewRun {
  return {
    ...{ id: randomUUID(), tenantId, projectId: tenantId, workflowId: tenantId, version: 1, graphHash: 'h' },
    ...{
      mode: 'production',
      triggerNode: 't',
      retentionClass: 30,
      replyTo: null,
      flags: [],
      parentRunId: null,
    },
    startedBy: 'test',
    startFact: JSON.stringify({ kind: 'run-started', at: 0, trigger: 't', outputs: {}, seed: 's' }),
    dedup: null,
    ...more,
  };
}

async function anAcceptedRun(t: StoreUnderTest): Promise<string> {
  const run = aRun(t);
  await t.accept([run]);
  return run.id;
}

async function aWorker(t: StoreUnderTest): Promise<string> {
  const id = randomUUID();
  await t.store.beat({ worker: identity(id), leaseMs: HOUR, first: true });
  return id;
}

function identity(id: string) {
  return { id, host: 'h', pid: 1, version: 'v' };
}

async function aClaimedRun(t: StoreUnderTest): Promise<{ id: string; worker: string }> {
  const id = await anAcceptedRun(t);
  const worker = await aWorker(t);
  const rows = await t.store.claim({ workerId: worker, limit: 100 });
  expect(rows.map((row) => row.id)).toEqual([id]);
  return { id, worker };
}

async function write({ store }: StoreUnderTest, workerId: string, flush: RunFlush): Promise<string[]> {
  return [...(await store.flush({ workerId, flushes: [flush] }))];
}

function facts(...kinds: string[]): string {
  return JSON.stringify(kinds.map((kind) => ({ kind, at: 0 })));
}

function aFlush({ tenantId }: StoreUnderTest, runId: string, more: Partial<RunFlush>): RunFlush {
  return {
    ...{ runId, tenantId, workflowId: tenantId, epoch: 1, retentionClass: 30, seq: null, facts: '[]' },
    ...{
      status: 'running',
      answer: null,
      receipts: [],
      endedWaits: [],
      openedWaits: [],
      park: null,
      finish: null,
    },
    family: null,
    ...more,
  };
}

function aReceipt(status: 'intended' | 'answered'): RunFlush['receipts'][number] {
  return {
    ...{ stepKey: 'n1', effect: 'call', attempt: 1, status, idempotencyKey: 'key', summary: 'a call' },
    intendedAtMs: status === 'intended' ? 1000 : 9000,
    endedAtMs: status === 'intended' ? null : 9000,
    result: null,
  };
}

function past(): number {
  return Date.now() - HOUR;
}

function aWait(
  kind: 'timer' | 'retry' | 'signal' | 'decision',
  inMs: number | null,
  { stepKey = 'n1', signal = null }: { stepKey?: string; signal?: string | null } = {},
): RunFlush['openedWaits'][number] {
  return { stepKey, kind, dueAtMs: inMs === null ? null : Date.now() + inMs, signal, detail: null };
}

function family(more: Partial<NonNullable<RunFlush['family']>>): NonNullable<RunFlush['family']> {
  return { children: [], endsFor: null, cancelsChildren: false, ...more };
}

function aChild(t: StoreUnderTest, { parent, due }: { parent: string; due: boolean }): ChildRun {
  const { dedup: _dedup, replyTo: _reply, ...run } = aRun(t);
  return { ...run, parentRunId: parent, parentStep: 'n1', rootRunId: parent, triggerKind: null, due };
}

function byId(a: { due: boolean; id: string }, b: { due: boolean; id: string }): number {
  return a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due ? -1 : 1;
}
