/** Runs that start runs. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ChildRun } from '@/infra/db/run-store/run-family';
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
