/** Steps whose items are too many to be held: they come and go page by page. */
import { describe, expect, it } from 'vitest';
import type { Item, JsonObject, PortData } from '@/core/items/item';
import { openItemWriter } from '@/infra/blobs/item-writer';
import { memoryBlobs } from '@/testing/simulator/memory-blobs';
import { loadItems, readPages } from '@/infra/blobs/port-data';
import type { AnyExecutor, ItemInput, PagedListInput } from '@/core/node-kit/executor';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { PagedInput, StepInput } from './execute-step';
import { probeNode, runStepOf } from '@/testing/nodes/probe-step';

const COUNT = 5000;
const rows = Array.from({ length: COUNT }, (_, n): JsonObject => ({ n, text: 'x'.repeat(100) }));
const doubled: AnyExecutor = {
  executeItem: ({ item }: ItemInput<never>) => ({
    json: { n: Number(item.json['n']) * 2, text: 'x'.repeat(100) },
  }),
};

function setup() {
  const blobs = memoryBlobs();
  let opened = 0;
  const store: StepInput['store'] = {
    holds: 50_000,
    open: () => openItemWriter(blobs, `run/${(opened += 1)}`),
  };
  const paged = async (items: readonly Item[]): Promise<PagedInput> => {
    const writer = openItemWriter(blobs, 'run/input');
    for (let at = 0; at < items.length; at += 700) await writer.write(items.slice(at, at + 700));
    const data: PortData = await writer.finish();
    return { data, first: items[0], pages: () => readPages(blobs, data) };
  };
  const all = (data: PortData | undefined) => (data ? loadItems(blobs, data) : Promise.resolve([]));
  return { blobs, store, paged, all };
}

describe('what a step gives', () => {
  it('is held as long as it is little', async () => {
    const { store } = setup();
    const outcome = await runStepOf(doubled, { rows: rows.slice(0, 100), store });
    expect(outcome).toMatchObject({ kind: 'done', outputs: { main: { length: 100 } } });
    expect(outcome).not.toHaveProperty('stored');
  });

  it('goes to a blob beyond that, in order and with where each item came from', async () => {
    const { store, all } = setup();
    const outcome = await runStepOf(doubled, { rows, store });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    expect(outcome.outputs).toEqual({});
    const items = await all(outcome.stored?.['main']);
    expect(items.map(({ json }) => json['n'])).toEqual(rows.map((_, n) => n * 2));
    expect(items.map(({ from }) => from)).toEqual(rows.map((_, index) => [{ port: 'main', index }]));
  });

  it('is the same whether its input is held or comes in pages', async () => {
    const { store, paged, all } = setup();
    const input = await paged(rows.map((json) => ({ json })));
    const outcome = await runStepOf(doubled, { inputs: {}, paged: { main: input }, store });
    const held = await runStepOf(doubled, { rows });
    if (outcome.kind !== 'done' || held.kind !== 'done') throw new Error('not done');
    expect(await all(outcome.stored?.['main'])).toEqual(held.outputs['main']);
  });

  it('keeps the limits over all pages', async () => {
    const { store, blobs } = setup();
    const outcome = await runStepOf(doubled, { rows, store, limits: { maxItems: COUNT - 1 } });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'step.too-many-items' } });
    await expect(blobs.get('run/1')).rejects.toMatchObject({ code: 'blob.not-found' });
  });

  it('has no known secret in it', async () => {
    const { store, all } = setup();
    const secret = 'a-secret-value';
    const telling: AnyExecutor = {
      executeItem: () => ({ json: { told: `it is ${secret}`, pad: 'x'.repeat(100) } }),
    };
    const outcome = await runStepOf(telling, { rows, store, secrets: [secret] });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    expect(JSON.stringify(await all(outcome.stored?.['main']))).not.toContain(secret);
  });

  it('is gone when an item fails, and nothing is left of it', async () => {
    const { store, blobs } = setup();
    const outcome = await runStepOf(failingAt([4000]), { rows, store });
    expect(outcome).toMatchObject({ kind: 'failed', failedItems: [{ port: 'main', index: 4000 }] });
    await expect(blobs.get('run/1')).rejects.toMatchObject({ code: 'blob.not-found' });
  });

  it('has an error item in the place of each that failed, over all pages', async () => {
    const { store, all } = setup();
    const failed = [3, 1500, 4999];
    const outcome = await runStepOf(failingAt(failed), {
      rows,
      store,
      node: probeNode({ onError: 'continue' }),
    });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const items = await all(outcome.stored?.['main']);
    expect(items).toHaveLength(COUNT);
    expect(items.flatMap(({ json, from }) => (json['error'] ? from?.[0]?.index : []))).toEqual(failed);
  });

  it('goes to several ports at once', async () => {
    const { store, all } = setup();
    const split: AnyExecutor = {
      executeItem: ({ item, index }: ItemInput<never>) => ({
        ports: { [index % 3 === 0 ? 'other' : 'main']: [item] },
      }),
    };
    const outcome = await runStepOf(split, { rows, store });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const of = async (port: string) => outcome.outputs[port] ?? (await all(outcome.stored?.[port]));
    expect(await of('other')).toHaveLength(Math.ceil(COUNT / 3));
    expect(await of('main')).toHaveLength(COUNT - Math.ceil(COUNT / 3));
  });
});

describe('a list executor that reads pages', () => {
  it('holds one at a time, and what it pushes is stored', async () => {
    const { store, paged, all } = setup();
    const input = await paged(rows.map((json) => ({ json })));
    let largest = 0;
    const passing: AnyExecutor = {
      async executePages({ port, paged: isPaged }: PagedListInput<never>, ctx) {
        expect(isPaged).toBe(true);
        for await (const page of port()) {
          largest = Math.max(largest, page.length);
          await ctx.output('main').push(page);
        }
        return { kind: 'done', outputs: { main: [{ json: { last: true } }] } };
      },
    };
    const outcome = await runStepOf(passing, { inputs: {}, paged: { main: input }, store });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const items = await all(outcome.stored?.['main']);
    expect(items).toHaveLength(COUNT + 1);
    expect(items.at(-1)?.json).toEqual({ last: true });
    expect(largest).toBe(700);
  });

  it('fails when it asks for all of them', async () => {
    const { store, paged } = setup();
    const greedy: AnyExecutor = {
      executePages: ({ items }: PagedListInput<never>) => ({ kind: 'done', outputs: { main: [...items()] } }),
    };
    const main = await paged(rows.map((json) => ({ json })));
    expect((await runStepOf(greedy, { inputs: {}, paged: { main }, store })).kind).toBe('failed');
  });
});

function failingAt(places: readonly number[]): AnyExecutor {
  return {
    executeItem: ({ item, index }: ItemInput<never>) => {
      if (places.includes(index)) throw NodeFailure.final('probe.failed', 'It failed.');
      return { json: item.json };
    },
  };
}
