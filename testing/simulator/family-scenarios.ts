/** Runs that start runs. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { AWAITED, type ChildRun } from '@/infra/db/run-store/run-family';
import {
  END,
  aClaimedRun,
  write,
  facts,
  aFlush,
  aWait,
  family,
  aChild,
  byId,
  type StoreUnderTest,
} from './store-fixtures';

/** To be called within the `describe` of one store. */
export function familyScenarios(open: () => Promise<StoreUnderTest>): void {
  it('starts a child with what an earlier run knew, and gives the whole log of a run', async () => {
    const t = await open();
    const { id, worker } = await aClaimedRun(t);
    const parse = (...texts: string[]) => texts.map((text) => JSON.parse(text) as unknown);
    const seed = JSON.stringify({ kind: 'step-succeeded', at: 0 });
    const child: ChildRun = { ...aChild(t, { parent: id, due: true }), seedFacts: [seed] };
    const calls = { seq: 1, facts: facts('step-suspended'), family: family({ children: [child] }) };
    await write(t, worker, aFlush(t, id, calls));
    const log = { tenantId: t.tenantId, runId: child.id };
    const [row] = await t.store.claim({ workerId: worker, limit: 10 });
    expect(row?.facts).toEqual(parse(child.startFact, seed));
    const { graphHash } = child;
    const before = parse(child.startFact, seed);
    expect(await t.store.readRunLog(log)).toEqual({ graphHash, ended: false, facts: before });
    const end = JSON.stringify({ kind: 'run-finished', at: 0 });
    await write(t, worker, aFlush(t, child.id, { seq: 1, facts: `[${end}]`, finish: END }));
    expect(await t.store.readRunLog(log)).toEqual({
      graphHash,
      ended: true,
      facts: [...before, ...parse(end)],
    });
    expect(await t.store.readRunLog({ ...log, runId: randomUUID() })).toBeUndefined();
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

  it('puts children that may begin at once into the hands of a worker that takes them', async () => {
    const t = await open();
    const { id, worker } = await aClaimedRun(t);
    const [first, second] = [true, false].map((due) => aChild(t, { parent: id, due }));
    const children = [first, second].flatMap((child) => child ?? []);
    const flush = aFlush(t, id, { seq: 1, facts: facts('step-suspended'), family: family({ children }) });
    const flushed = await t.store.flush({ workerId: worker, flushes: [flush], takesChildren: true });
    expect(flushed.handed.map((child) => child.id)).toEqual([first?.id]);
    expect((await t.look(first?.id ?? '')).live).toMatchObject({ isHeld: true, epoch: 1, status: 'running' });
    expect((await t.look(second?.id ?? '')).live).toMatchObject({ isHeld: false, isDue: false, epoch: 0 });
    expect(await t.store.claim({ workerId: worker, limit: 10 })).toEqual([]);
    const again = await t.store.flush({ workerId: worker, flushes: [flush], takesChildren: true });
    expect(again.handed).toEqual([]);
    const end = aFlush(t, first?.id ?? '', { seq: 1, facts: facts('run-finished'), finish: END });
    const ended = { ...end, family: family({ endsFor: { runId: id, stepKey: 'n1' } }) };
    expect(await write(t, worker, ended)).toEqual([first?.id]);
  });

  it('never takes back a run that was waited for: it goes on with its caller', async () => {
    const t = await open();
    const { id, worker } = await aClaimedRun(t);
    const child: ChildRun = { ...aChild(t, { parent: id, due: true }), flags: [AWAITED] };
    const calls = { seq: 1, facts: facts('step-suspended'), family: family({ children: [child] }) };
    await write(t, worker, aFlush(t, id, calls));
    await t.store.claim({ workerId: worker, limit: 10 });
    const failed = { ...END, status: 'failed' as const };
    await write(t, worker, aFlush(t, child.id, { seq: 1, facts: facts('run-finished'), finish: failed }));
    const back = { runId: child.id, fact: JSON.stringify({ kind: 'run-resumed', at: 0 }) };
    expect(await t.takeBack(back)).toBe(false);
    await write(t, worker, aFlush(t, id, { seq: 2, facts: facts('run-finished'), finish: END }));
    expect(await t.takeBack(back)).toBe(false);
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
}
