/** Workflows of n8n that are imported, published and run: the items that n8n's documentation says come out of them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '@/core/items/item';
import { startRun } from '@/services/runs/start-run';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { isOver } from '@/testing/product/small-workflows';
import { startEffectServer, type EffectServer } from '@/testing/product/effect-server';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';
import { imported } from './import-one';
import { n8nConnections, n8nNode } from './workflows';

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

type Edges = Parameters<typeof n8nConnections>[0];
const start = n8nNode('Start', 'manualTrigger');

/** Rows that a workflow begins with, from code, as people do it. */
const rows = (list: readonly JsonObject[], name = 'Rows') =>
  n8nNode(name, 'code', {
    version: 2,
    parameters: { jsCode: `return ${JSON.stringify(list)}.map((json) => ({ json }));` },
  });

/** What the last node gave. */
async function outputOf(nodes: Record<string, unknown>[], edges: Edges): Promise<JsonObject[]> {
  const file = {
    name: 'N',
    nodes: [start, ...nodes],
    connections: n8nConnections(edges),
    settings: { executionOrder: 'v1' },
  };
  const workflowId = await product.publish(imported(file).workflow);
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  const run = await product.until(id, isOver);
  expect(run.error).toBeNull();
  return (run.output as { json: JsonObject }[]).map(({ json }) => json);
}

it('sets fields, keeps or drops the others, and makes nested ones by dots', async () => {
  const set = n8nNode('Set', 'set', {
    version: 3.4,
    parameters: {
      assignments: {
        assignments: [
          { id: '1', name: 'who.name', value: '=Dr. {{ $json.name }}', type: 'string' },
          { id: '2', name: 'twice', value: '={{ $json.n * 2 }}', type: 'number' },
        ],
      },
      options: {},
    },
  });
  const items = await outputOf(
    [rows([{ name: 'Ada', n: 2 }]), set],
    [
      ['Start', 'Rows'],
      ['Rows', 'Set'],
    ],
  );
  expect(items).toEqual([{ who: { name: 'Dr. Ada' }, twice: 4 }]);
});

it('splits by a condition and brings both branches together again, the first input first', async () => {
  const condition = n8nNode('If', 'if', {
    version: 2.2,
    parameters: {
      conditions: {
        combinator: 'and',
        options: { caseSensitive: true, typeValidation: 'strict' },
        conditions: [
          { leftValue: '={{ $json.n }}', rightValue: 2, operator: { type: 'number', operation: 'gt' } },
        ],
      },
    },
  });
  const mark = (name: string) =>
    n8nNode(name, 'set', {
      ...{ version: 2 },
      parameters: { values: { string: [{ name: 'by', value: name }] }, options: {} },
    });
  const items = await outputOf(
    [
      rows([{ n: 1 }, { n: 3 }, { n: 2 }]),
      condition,
      mark('Large'),
      mark('Small'),
      n8nNode('M', 'merge', { version: 3 }),
    ],
    [
      ['Start', 'Rows'],
      ['Rows', 'If'],
      ['If', 'Large', 0],
      ['If', 'Small', 1],
      ['Large', 'M', 0, 0],
      ['Small', 'M', 0, 1],
    ],
  );
  expect(items).toEqual([
    { n: 3, by: 'Large' },
    { n: 1, by: 'Small' },
    { n: 2, by: 'Small' },
  ]);
});

it('loops over items in batches and gives all of them when it is done', async () => {
  const count = n8nNode('Count', 'function', {
    parameters: {
      functionCode: 'for (const item of items) { item.json.batch = items.length; }\nreturn items;',
    },
  });
  const items = await outputOf(
    [
      rows([{ n: 1 }, { n: 2 }, { n: 3 }]),
      n8nNode('Loop', 'splitInBatches', { version: 3, parameters: { batchSize: 2, options: {} } }),
      count,
      n8nNode('End', 'noOp'),
    ],
    [
      ['Start', 'Rows'],
      ['Rows', 'Loop'],
      ['Loop', 'End', 0],
      ['Loop', 'Count', 1],
      ['Count', 'Loop'],
    ],
  );
  expect(items).toEqual([
    { n: 1, batch: 2 },
    { n: 2, batch: 2 },
    { n: 3, batch: 1 },
  ]);
});

it('switches by text and by what is left', async () => {
  const node = n8nNode('Switch', 'switch', {
    parameters: {
      ...{ dataType: 'string', value1: '={{ $json.k }}', fallbackOutput: 3 },
      rules: { rules: [{ value2: 'a' }, { value2: 'b', output: 1 }] },
    },
  });
  const given = [rows([{ k: 'b' }, { k: 'x' }, { k: 'a' }]), node, n8nNode('End', 'noOp')];
  const edges: Edges = [
    ['Start', 'Rows'],
    ['Rows', 'Switch'],
  ];
  expect(await outputOf(given, [...edges, ['Switch', 'End', 1]])).toEqual([{ k: 'b' }]);
  expect(await outputOf(given, [...edges, ['Switch', 'End', 3]])).toEqual([{ k: 'x' }]);
});

it('calls an address and makes items of the list that it answers', async () => {
  server.answerWith(() => ({ status: 200, body: [{ id: 1 }, { id: 2 }] }));
  const call = n8nNode('Call', 'httpRequest', {
    version: 4.2,
    parameters: {
      ...{ method: 'POST', url: server.url, sendBody: true, specifyBody: 'json', options: {} },
      jsonBody: '={ "name": "{{ $json.name }}", "tags": {{ JSON.stringify($json.tags) }} }',
    },
  });
  const items = await outputOf(
    [rows([{ name: 'says "hi"', tags: ['a'] }]), call],
    [
      ['Start', 'Rows'],
      ['Rows', 'Call'],
    ],
  );
  expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({ name: 'says "hi"', tags: ['a'] });
  expect(items).toEqual([{ id: 1 }, { id: 2 }]);
});

it('sorts, limits, splits and gathers', async () => {
  const items = await outputOf(
    [
      rows([{ list: [3, 1, 2], keep: 'x' }]),
      n8nNode('Split', 'splitOut', { parameters: { fieldToSplitOut: 'list', options: {} } }),
      n8nNode('Sort', 'sort', {
        parameters: { sortFieldsUi: { sortField: [{ fieldName: 'list', order: 'descending' }] } },
      }),
      n8nNode('Limit', 'limit', { parameters: { maxItems: 2 } }),
      n8nNode('All', 'aggregate', {
        parameters: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'list' }] }, options: {} },
      }),
    ],
    [
      ['Start', 'Rows'],
      ['Rows', 'Split'],
      ['Split', 'Sort'],
      ['Sort', 'Limit'],
      ['Limit', 'All'],
    ],
  );
  expect(items).toEqual([{ list: [3, 2] }]);
});

it('stops at a placeholder and says what it stands for, unless data is pinned to it', async () => {
  const file = (pinData: object) => ({
    ...{ name: 'N', pinData, settings: { executionOrder: 'v1' } },
    nodes: [start, n8nNode('Mails', 'gmail', { version: 2.1 }), n8nNode('End', 'noOp')],
    connections: n8nConnections([
      ['Start', 'Mails'],
      ['Mails', 'End'],
    ]),
  });
  const run = async (pinData: object) => {
    const { id: workflowId } = await createWorkflow(product.deps, product.tenant.scope, {
      file: imported(file(pinData)).workflow,
    });
    const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'draft' });
    return product.until(id, isOver);
  };
  expect(await run({})).toMatchObject({
    status: 'failed',
    error: { code: 'node.placeholder', message: expect.stringContaining('n8n-nodes-base.gmail') as string },
  });
  const pinned = await run({ Mails: [{ json: { from: 'ada@example.com' } }] });
  expect(pinned).toMatchObject({ status: 'succeeded', output: [{ json: { from: 'ada@example.com' } }] });
});
