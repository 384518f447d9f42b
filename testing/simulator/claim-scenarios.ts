/** Who holds a run, what they may write of it, and how it ends and comes back. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  HOUR,
  RESUMED,
  END,
  aRun,
  anAcceptedRun,
  aWorker,
  identity,
  aClaimedRun,
  write,
  facts,
  aFlush,
  aReceipt,
  aWait,
  type StoreUnderTest,
} from './store-fixtures';

/** To be called within the `describe` of one store. */
export function claimScenarios(open: () => Promise<StoreUnderTest>): void {
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

  it('takes away what is not kept with the end that says so, and with no other', async () => {
    const t = await open();
    const { id, worker } = await aClaimedRun(t);
    const sent = { receipts: [aReceipt('answered')] };
    await write(t, worker, aFlush(t, id, { seq: 1, facts: facts('effect-intended'), ...sent }));
    await write(t, worker, aFlush(t, id, { seq: 2, facts: facts('step-succeeded') }));
    const finish = { ...END, forgets: true as const };
    const end = aFlush(t, id, { seq: 3, facts: facts('run-finished'), finish });
    expect(await write(t, worker, { ...end, epoch: 7 })).toEqual([]);
    expect((await t.look(id)).log).toHaveLength(3);
    expect(await write(t, worker, end)).toEqual([id]);
    expect(await write(t, worker, end)).toEqual([]);
    const { log, receipts, ...rest } = await t.look(id);
    expect(log).toEqual(['0#0 run-started', '3#1 run-finished']);
    expect(rest).toMatchObject({ live: null, history: { status: 'succeeded', seq: 3, stepCount: 3 } });
    expect(receipts).toHaveLength(1);
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

  it('accepts a run into the hands of a worker, as if it had claimed it', async () => {
    const t = await open();
    const [worker, other] = [await aWorker(t), await aWorker(t)];
    const dedup = { source: 's', key: randomUUID(), bodyHash: 'aa', ttlMs: HOUR };
    const run = aRun(t, { dedup, replyTo: 'web' });
    const [first] = await t.accept([run], worker);
    expect(first).toMatchObject({ kind: 'accepted', runId: run.id });
    expect((await t.look(run.id)).live).toMatchObject({
      ...{ status: 'running', epoch: 1, isHeld: true, hasDue: false },
    });
    expect(await t.store.claim({ workerId: other, limit: 10 })).toEqual([]);
    const [repeated] = await t.accept([{ ...run, id: randomUUID() }], worker);
    expect(repeated).toEqual({ kind: 'repeated', runId: run.id });
    const claimed = await anAcceptedRun(t).then(() => t.store.claim({ workerId: other, limit: 10 }));
    // What the message says is what a claim says.
    const { id: _own, replyTo: _reply, createdAt: _at, startedAt, ...same } = { ...claimed[0] };
    expect(startedAt).toBeInstanceOf(Date);
    const given = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== null));
    const { steer: _steer, gated: _gated, ...rest } = given;
    expect(first?.handed).toMatchObject({ ...rest, id: run.id, replyTo: 'web' });
    expect(first?.handed?.startedAt).toBeInstanceOf(Date);
    const flush = aFlush(t, run.id, { seq: 1, facts: facts('step-succeeded') });
    expect(await write(t, worker, flush)).toEqual([run.id]);
  });

  it('lets others have a run whose message was lost, and takes nothing more from whom it was for', async () => {
    const t = await open();
    const [worker, other] = [await aWorker(t), await aWorker(t)];
    const run = aRun(t);
    await t.accept([run], worker);
    expect(await t.store.giveBackUnknown({ workerId: worker, known: [], heldForMs: HOUR })).toBe(0);
    expect(await t.store.giveBackUnknown({ workerId: worker, known: [], heldForMs: 0 })).toBe(1);
    const [again] = await t.store.claim({ workerId: other, limit: 10 });
    expect(again).toMatchObject({ id: run.id, epoch: 2, deaths: 0 });
    const late = aFlush(t, run.id, { seq: 1, facts: facts('step-succeeded') });
    expect(await write(t, worker, late)).toEqual([]);
  });

  it('puts nothing into the hands of a worker whose lease is over', async () => {
    const t = await open();
    const worker = await aWorker(t);
    await t.store.beat({ worker: identity(worker), leaseMs: -1, first: false });
    for (const handTo of [worker, randomUUID()]) {
      const run = aRun(t);
      expect(await t.accept([run], handTo)).toEqual([{ kind: 'accepted', runId: run.id }]);
      expect((await t.look(run.id)).live).toMatchObject({ status: 'queued', isHeld: false, isDue: true });
    }
  });

  it('gives back what a worker holds without knowing', async () => {
    const t = await open();
    const known = await aClaimedRun(t);
    const unknown = await anAcceptedRun(t);
    await t.store.claim({ workerId: known.worker, limit: 10 });
    expect(await t.store.giveBackUnknown({ workerId: known.worker, known: [known.id], heldForMs: 0 })).toBe(
      1,
    );
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
}
