/** Loops from accepted to ended, with a real worker on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { startRun } from '@/services/runs/start-run';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { aFile, aNode, aPost, aSet, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;
let server: EffectServer;

beforeAll(async () => {
  product = await createTestProduct();
  server = await startEffectServer();
  await product.startWorker();
});
afterAll(async () => {
  await server.close();
  await product.close();
});
beforeEach(() => {
  server.seen.length = 0;
  server.release();
  server.answerWith(({ body }) => ({ status: body.includes('"id":3') ? 422 : 200, body: { ok: true } }));
});

type File = ReturnType<typeof aFile>;

/** A file whose edges `from > loop.next` end in that port. */
function aLoop(nodes: File['nodes'], edges: readonly string[]): File {
  const file = aFile(nodes, edges);
  return {
    ...file,
    edges: file.edges.map((edge) => {
      const [target = '', targetPort] = edge.target.split('.');
      return { ...edge, target, ...(targetPort ? { targetPort } : {}) };
    }),
  };
}

async function run(file: File, rows: JsonObject[]) {
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, product.tenant.scope, {
    workflowId,
    version: 'published',
    input: { rows },
  });
  return product.until(id, isOver);
}

const rowsOf = (count: number, more: JsonObject = {}): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, ...more }));
const outputOf = ({ output }: { output: unknown }) =>
  (output as { json: JsonObject }[]).map(({ json }) => json);

const start = aNode('start', 'manual-trigger');
const split = aNode('split', 'split-out', { parameters: { field: 'rows' } });

describe('a loop', () => {
  //  start ── split ── each.item ── mark ──► each.next
  //                    each.done ── after
  it('works through its items in batches, and what comes after it finds what an item came from', async () => {
    const file = aLoop(
      [
        start,
        split,
        aNode('each', 'loop', { parameters: { batchSize: 2 } }),
        aSet('mark', 'iteration', '{{ $runIndex }}'),
        aSet('batch', 'batch', "{{ $('each').all().length }}"),
        aSet('after', 'from', "{{ $('split').item.json.id + ':' + $('mark').item.json.iteration }}"),
      ],
      [
        'start > split',
        'split > each',
        'each.item > mark',
        'mark > batch',
        'batch > each.next',
        'each.done > after',
      ],
    );
    const ended = await run(file, rowsOf(3));
    expect(ended.error).toBeNull();
    expect(outputOf(ended)).toEqual([
      { id: 1, iteration: 0, batch: 2, from: '1:0' },
      { id: 2, iteration: 0, batch: 2, from: '2:0' },
      { id: 3, iteration: 1, batch: 1, from: '3:1' },
    ]);
    expect(ended.steps.map(({ key, iteration, status }) => [key, iteration, status])).toEqual([
      ['start', null, 'succeeded'],
      ['split', null, 'succeeded'],
      ['each', null, 'succeeded'],
      ['mark@each:0', 'each:0', 'succeeded'],
      ['mark@each:1', 'each:1', 'succeeded'],
      ['batch@each:0', 'each:0', 'succeeded'],
      ['batch@each:1', 'each:1', 'succeeded'],
      ['after', null, 'succeeded'],
    ]);
  });

  it('goes on from the database in the middle, with batches too big for a row', async () => {
    const big = 'x'.repeat(120_000);
    const file = aLoop(
      [
        start,
        split,
        aNode('each', 'loop', { parameters: { batchSize: 2 } }),
        aNode('rest', 'wait', { parameters: { for: 'duration', ms: 1600 } }),
        aSet('size', 'size', '{{ $json.text.length }}'),
        aSet('after', 'same', "{{ $('split').item.json.id === $json.id }}"),
        aNode('short', 'edit-fields', {
          parameters: {
            assignments: [
              { name: 'id', type: 'any', value: '{{ $json.id }}' },
              { name: 'size', type: 'any', value: '{{ $json.size }}' },
              { name: 'same', type: 'any', value: '{{ $json.same }}' },
            ],
            keep: 'none',
          },
        }),
      ],
      [
        'start > split',
        'split > each',
        'each.item > rest',
        'rest > size',
        'size > each.next',
        'each.done > after',
        'after > short',
      ],
    );
    const ended = await run(file, rowsOf(3, { text: big }));
    expect(ended.error).toBeNull();
    expect(outputOf(ended)).toEqual([1, 2, 3].map((id) => ({ id, size: 120_000, same: true })));
  });

  it('gives what it collected as the output of the run', async () => {
    const file = aLoop(
      [start, split, aNode('each', 'loop'), aSet('mark', 'n', '{{ $runIndex }}')],
      ['start > split', 'split > each', 'each.item > mark', 'mark > each.next'],
    );
    expect(outputOf(await run(file, rowsOf(2)))).toEqual([
      { id: 1, n: 0 },
      { id: 2, n: 1 },
    ]);
  });
});

describe('map', () => {
  const mapped = (onItemError: string) =>
    aLoop(
      [
        start,
        split,
        aNode('each', 'map', { parameters: { concurrency: 3, onItemError } }),
        aPost('post', `${server.url}/orders`),
        aSet('after', 'seen', '{{ $itemIndex }}'),
      ],
      ['start > split', 'split > each', 'each.item > post', 'post > each.next', 'each.done > after'],
    );

  it('works on several at once, sends each write once, and puts a failure in its place', async () => {
    const ended = await run(mapped('collect'), rowsOf(6));
    expect(ended.error).toBeNull();
    expect(
      outputOf(ended).map(({ error, seen }) => [seen, (error as JsonObject | undefined)?.['code'] ?? null]),
    ).toEqual([
      [0, null],
      [1, null],
      [2, expect.any(String)],
      [3, null],
      [4, null],
      [5, null],
    ]);
    expect(server.seen).toHaveLength(6);
    expect(new Set(server.seen.map((request) => request.idempotencyKey)).size).toBe(6);
  });

  it('stops the run where it is told so', async () => {
    const ended = await run(mapped('stop'), rowsOf(3));
    expect(ended).toMatchObject({ status: 'failed', error: { nodeId: 'post' } });
  });
});
