/** Runs that wait, and what people ask of them meanwhile. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  HOUR,
  PAUSED,
  CONTINUED,
  anAcceptedRun,
  aWorker,
  aClaimedRun,
  write,
  facts,
  aFlush,
  past,
  aWait,
  type StoreUnderTest,
} from './store-fixtures';

/** To be called within the `describe` of one store. */
export function waitScenarios(open: () => Promise<StoreUnderTest>): void {
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
    expect(await t.resolveWait({ runId: id, stepKey: 'n1', kind: 'signal', resolution: 2, by: 'bob' })).toBe(
      false,
    );
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
}
