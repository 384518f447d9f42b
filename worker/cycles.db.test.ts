/** Cycles from accepted to ended, with a real worker on a real database. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { resumeRun } from '@/services/runs/resume-run';
import { startRun } from '@/services/runs/start-run';
import { aFile, aNode, aSet, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;

beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

//  start ── count ── rest ── enough ──true──► end
//             ▲               │false
//             └───────────────┘ at most `max` times
function polling(max: number, ms: number) {
  const file = aFile(
    [
      aNode('start', 'manual-trigger'),
      aSet('count', 'n', '{{ $runIndex + 1 }}'),
      aNode('rest', 'wait', { parameters: { for: 'duration', ms } }),
      aNode('enough', 'if', {
        parameters: {
          conditions: [{ left: '{{ $json.n }}', operator: 'number.greater', right: '{{ $json.wanted }}' }],
        },
      }),
      aSet('end', 'seen', "{{ $('count').item.json.n + ' of ' + $('start').item.json.wanted }}"),
    ],
    ['start > count', 'count > rest', 'rest > enough', 'enough.true > end', 'enough.false > count'],
  );
  return {
    ...file,
    edges: file.edges.map((edge) =>
      edge.target === 'count' && edge.source === 'enough' ? { ...edge, maxIterations: max } : edge,
    ),
  };
}

async function start(file: ReturnType<typeof polling>, input: JsonObject): Promise<string> {
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, product.tenant.scope, {
    workflowId,
    version: 'published',
    input,
  });
  return id;
}

it('a cycle goes round until it is left, also from the database, and what follows knows its own pass', async () => {
  const ended = await product.until(await start(polling(9, 1600), { wanted: 1 }), isOver);
  expect(ended.error).toBeNull();
  expect(ended.output).toMatchObject([{ json: { n: 2, seen: '2 of 1' } }]);
  expect(ended.steps.map(({ key, iteration, status }) => [key, iteration, status])).toEqual([
    ['start', null, 'succeeded'],
    ['count@count~:0', 'count~:0', 'succeeded'],
    ['count@count~:1', 'count~:1', 'succeeded'],
    ['rest@count~:0', 'count~:0', 'succeeded'],
    ['rest@count~:1', 'count~:1', 'succeeded'],
    ['enough@count~:0', 'count~:0', 'succeeded'],
    ['enough@count~:1', 'count~:1', 'succeeded'],
    ['end@count~:1', 'count~:1', 'succeeded'],
  ]);
});

it('a cycle that passes its limit fails the run, and goes on as often again when it is resumed', async () => {
  const id = await start(polling(2, 0), { wanted: 4 });
  const failed = await product.until(id, isOver);
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'run.cycle-limit', nodeName: 'enough' } });
  expect(failed.steps.filter(({ nodeId }) => nodeId === 'count')).toHaveLength(3);
  await resumeRun(product.deps, product.tenant.scope, { id });
  const ended = await product.until(id, (run) => run.status === 'succeeded');
  expect(ended.output).toMatchObject([{ json: { seen: '5 of 4' } }]);
});
