/** What workflows keep from run to run, held by a real worker, its sandbox and the database. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { startRun } from '@/services/runs/start-run';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import { isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { imported } from './import-one';
import { n8nConnections, n8nNode } from './workflows';

let product: TestProduct;

beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

const start = n8nNode('Start', 'manualTrigger');
const code = (name: string, jsCode: string) => n8nNode(name, 'code', { version: 2, parameters: { jsCode } });

function chain(...nodes: Record<string, unknown>[]) {
  const names = nodes.map((node) => String(node['name']));
  return {
    ...{ name: 'N', nodes, settings: { executionOrder: 'v1' } },
    connections: n8nConnections(names.slice(1).map((name, index) => [names[index] ?? '', name])),
  };
}

async function run(workflowId: string, version: 'published' | 'draft', input?: JsonObject[]) {
  const { id } = await startRun(product.deps, product.tenant.scope, {
    ...{ workflowId, version },
    ...(input ? { input: input.map((json) => ({ json })) } : {}),
  });
  const ended = await product.until(id, isOver);
  expect(ended.error).toBeNull();
  return (ended.output as { json: JsonObject }[]).map(({ json }) => json);
}

const kept = (workflowId: string) =>
  product.database.query<{ scope: string; key: string; value: unknown }>(
    'select scope, key, value from workflow_memory where workflow_id = $1 order by scope, place',
    [workflowId],
  );

it('counts over runs, in one step after another; a test run sees it and changes nothing', async () => {
  const count = (name: string) =>
    code(
      name,
      `const all = $getWorkflowStaticData('global'), own = $getWorkflowStaticData('node');
       all.count = (all.count ?? 0) + 1; own.count = (own.count ?? 0) + 1;
       return { all: all.count, own: own.count };`,
    );
  const workflowId = await product.publish(imported(chain(start, count('A'), count('B'))).workflow);
  expect(await run(workflowId, 'published')).toEqual([{ all: 2, own: 1 }]);
  expect(await run(workflowId, 'draft')).toEqual([{ all: 4, own: 2 }]);
  expect(await run(workflowId, 'published')).toEqual([{ all: 4, own: 2 }]);
  expect(await kept(workflowId)).toEqual([
    { scope: 'static-data', key: 'global', value: { count: 4 } },
    { scope: 'static-data', key: 'node:id-A', value: { count: 2 } },
    { scope: 'static-data', key: 'node:id-B', value: { count: 2 } },
  ]);
  await deleteWorkflow(product.deps, product.tenant.scope, { id: workflowId });
  expect(await kept(workflowId)).toEqual([]);
});

it('keeps nothing of a step that fails', async () => {
  const fail = code('Fail', "$getWorkflowStaticData('global').a = 1; throw new Error('no');");
  const workflowId = await product.publish(imported(chain(start, fail)).workflow);
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  expect((await product.until(id, isOver)).status).toBe('failed');
  expect(await kept(workflowId)).toEqual([]);
});

it('lets pass what earlier runs have not seen, and remembers so many', async () => {
  const dedupe = n8nNode('New', 'removeDuplicates', {
    version: 2,
    parameters: {
      operation: 'removeItemsSeenInPreviousExecutions',
      dedupeValue: '={{ $json.id }}',
      options: { historySize: 3 },
    },
  });
  const rows = code('Rows', 'return $input.all();');
  const workflowId = await product.publish(imported(chain(start, rows, dedupe)).workflow);
  const ids = (list: number[]) => list.map((id) => ({ id }));
  expect(await run(workflowId, 'published', ids([1, 2]))).toEqual(ids([1, 2]));
  expect(await run(workflowId, 'published', ids([2, 3, 4]))).toEqual(ids([3, 4]));
  expect(await kept(workflowId)).toHaveLength(3);
  expect(await run(workflowId, 'draft', ids([1, 4, 9]))).toEqual(ids([1, 9]));
  expect(await run(workflowId, 'published', ids([1, 4, 9]))).toEqual(ids([1, 9]));
});
