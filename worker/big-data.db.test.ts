/** Runs with more items than a worker holds: they travel in pages, and everything about them stays true. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRunStep } from '@/services/runs/get-run-step';
import { itemLineage } from '@/services/runs/item-lineage';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { startRun } from '@/services/runs/start-run';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;

beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

const LISTS = 30;
const COUNT = LISTS * 1000;
const SOURCE = `return Array.from({ length: ${LISTS} }, (_, list) => ({
  json: { rows: Array.from({ length: 1000 }, (_, n) => list * 1000 + n) } }));`;
const HALF = { assignments: [{ name: 'half', type: 'number', value: '{{ $json.rows / 2 }}' }] };
const EVEN = { conditions: [{ left: '{{ $json.rows % 2 }}', operator: 'number.equals', right: 0 }] };
const SUM = {
  values: [
    { operation: 'sum', field: 'half' },
    { operation: 'count', field: '' },
  ],
};

const source = [
  aNode('start', 'manual-trigger'),
  aNode('lists', 'code', { parameters: { source: SOURCE } }),
  aNode('split', 'split-out', { parameters: { field: 'rows' } }),
];

//  start ── lists ── split ── half ── even ── sum
const chain = () =>
  aFile(
    [
      ...source,
      aNode('half', 'edit-fields', { parameters: HALF }),
      aNode('even', 'filter', { parameters: EVEN }),
      aNode('sum', 'summarize', { parameters: SUM }),
    ],
    ['start > lists', 'lists > split', 'split > half', 'half > even', 'even.kept > sum'],
  );

async function run(file: ReturnType<typeof aFile>) {
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  return { ...(await product.until(id, isOver)), workflowId };
}

const EVENS = COUNT / 2;
const EXPECTED = { sum_half: (EVENS * (EVENS - 1)) / 2, count: EVENS };

describe('more items than a worker holds', () => {
  it('go through item by item, are counted, and can be looked at from any place', async () => {
    const { deps, tenant } = product;
    const ended = await run(chain());
    expect(ended.error).toBeNull();
    expect(ended.output).toEqual([{ json: EXPECTED }]);
    const counts = Object.fromEntries(ended.steps.map(({ nodeId, itemCounts }) => [nodeId, itemCounts]));
    expect(counts).toMatchObject({
      split: { main: COUNT },
      half: { main: COUNT },
      even: { kept: EVENS, dropped: EVENS },
    });
    const place = { id: ended.id, step: 'half', from: 20_001, count: 2 };
    expect((await getRunStep(deps, tenant.scope, place)).output['main']?.map(({ json }) => json)).toEqual([
      { rows: 20_001, half: 10_000.5 },
      { rows: 20_002, half: 10_001 },
    ]);
    const lineage = await itemLineage(deps, tenant.scope, {
      id: ended.id,
      step: 'even',
      port: 'kept',
      index: 9000,
    });
    expect(lineage.upstream).toEqual([
      { step: 'half', port: 'main', index: 18_000 },
      { step: 'split', port: 'main', index: 18_000 },
      { step: 'lists', port: 'main', index: 18 },
      { step: 'start', port: 'main', index: 0 },
    ]);
  });

  it('a run that begins anew at a step in the middle has its own copy of them', async () => {
    const { deps, tenant } = product;
    const first = await run(chain());
    const { id } = await rerunFromStep(deps, tenant.scope, { id: first.id, step: 'even', on: 'same' });
    const again = await product.until(id, isOver);
    expect(again.output).toEqual([{ json: EXPECTED }]);
    const { output } = await getRunStep(deps, tenant.scope, { id, step: 'half', from: COUNT - 1 });
    expect(output['main']?.[0]?.json).toEqual({ rows: COUNT - 1, half: (COUNT - 1) / 2 });
  });

  //  split ── map ⇄ half;  map.done ── even ── sum
  it('go through a loop in batches, and what it collects is one list', async () => {
    const ended = await run(
      aFile(
        [
          ...source,
          aNode('map', 'map', { parameters: { concurrency: 3, batchSize: 4000 } }),
          aNode('half', 'edit-fields', { parameters: HALF }),
          aNode('even', 'filter', { parameters: EVEN }),
          aNode('sum', 'summarize', { parameters: SUM }),
        ],
        [
          'start > lists',
          'lists > split',
          'split > map',
          'map.item > half',
          'half > map.next',
          'map.done > even',
          'even.kept > sum',
        ],
      ),
    );
    expect(ended.error).toBeNull();
    expect(ended.output).toEqual([{ json: EXPECTED }]);
  });

  it('are the output of a run, those first that an answer can carry', async () => {
    const ended = await run(aFile(source, ['start > lists', 'lists > split']));
    expect(ended.status).toBe('succeeded');
    expect(ended.output).toHaveLength(COUNT);
  });

  it('are held where an expression asks for all of them, or for those of another node', async () => {
    const edit = (value: string) => ({
      parameters: { keep: 'none', assignments: [{ name: 'sum', type: 'number', value }] },
    });
    const ended = await run(
      aFile(
        [
          ...source,
          aNode('ask', 'edit-fields', edit('{{ $input.last().json.rows + $json.rows }}')),
          aNode('last', 'limit', { parameters: { count: 1, keep: 'last' } }),
          aNode(
            'back',
            'edit-fields',
            edit('{{ $json.sum + $("split").all().length + $("lists").item.json.rows[0] }}'),
          ),
        ],
        ['start > lists', 'lists > split', 'split > ask', 'ask > last', 'last > back'],
      ),
    );
    expect(ended.error).toBeNull();
    expect(ended.output).toEqual([{ json: { sum: 2 * (COUNT - 1) + COUNT + (LISTS - 1) * 1000 } }]);
  });
});
