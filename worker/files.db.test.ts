/** Files of items through a real worker: written, packed, unpacked and read again, with the work in real threads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item, JsonObject } from '@/core/items/item';
import { startRun } from '@/services/runs/start-run';
import { aFile, aNode, isOver } from '@/testing/product/small-workflows';
import { createTestProduct, type TestProduct } from '@/testing/product/test-product';

let product: TestProduct;

beforeAll(async () => {
  product = await createTestProduct();
  await product.startWorker();
});
afterAll(() => product.close());

type Step = [type: string, parameters: JsonObject];

//  start ── n0 ── n1 ── …
async function runChain(...steps: Step[]) {
  const nodes = steps.map(([type, parameters], index) => aNode(`n${index}`, type, { parameters }));
  const edges = nodes.map((_, index) => `${index === 0 ? 'start' : `n${index - 1}`} > n${index}`);
  const file = aFile([aNode('start', 'manual-trigger'), ...nodes], edges);
  const workflowId = await product.publish(file);
  const { id } = await startRun(product.deps, product.tenant.scope, { workflowId, version: 'published' });
  const run = await product.until(id, isOver);
  return { ...run, items: (run.output ?? []) as unknown as Item[] }; // what a run gives are its items
}

const PEOPLE: Step = ['sample-data', { give: 'first', limit: 2 }];
const NAMES = [
  expect.objectContaining({ name: 'Amara Lindqvist', created: '1981-04-10' }),
  expect.objectContaining({ name: 'Tomás Ferreira', created: '1967-05-05' }),
];

describe('files of items', () => {
  it.each(['csv', 'xlsx', 'ods', 'html', 'rtf'])('%s: rows come back through a ZIP', async (format) => {
    const run = await runChain(
      PEOPLE,
      ['convert-to-file', { format }],
      ['compression', { operation: 'pack' }],
      ['compression', { operation: 'unpack' }],
      ['extract-from-file', { format, file: 'file_0' }],
    );
    expect(run.status).toBe('succeeded');
    expect(run.items.map(({ json }) => json)).toEqual(NAMES);
  });

  it('are seen by name, type and size, never by where they lie', async () => {
    const run = await runChain(['convert-to-file', { format: 'json', fileName: 'a.json' }]);
    const [item] = run.items;
    expect(item?.binary?.['data']).toMatchObject({ name: 'a.json', mediaType: 'application/json', size: 4 });
    expect(JSON.stringify(run.output)).not.toContain('blobKey');
    const seen = await runChain(
      ['convert-to-file', { format: 'json' }],
      ['edit-fields', { assignments: [{ name: 'file', type: 'any', value: '{{ $binary.data }}' }] }],
    );
    expect(JSON.stringify(seen.items[0]?.json)).not.toContain('blobKey');
  });

  it('that cannot be read fail their step with what to do', async () => {
    const run = await runChain(
      ['convert-to-file', { format: 'json' }],
      ['extract-from-file', { format: 'pdf' }],
    );
    expect(run.status).toBe('failed');
    expect(run.error).toMatchObject({ code: 'pdf.unreadable' });
  });
});

it('markup is read and written in threads', async () => {
  const page = '<h1>News</h1><p>It is <b>done</b>.</p>';
  const html = { values: [{ key: 'title', selector: 'h1' }], field: 'page', keepFields: true };
  const run = await runChain(
    ['edit-fields', { assignments: [{ name: 'page', type: 'string', value: page }] }],
    ['html', html],
    ['markdown', { operation: 'to-markdown', html: '{{ $json.page }}', outputField: 'text' }],
    ['markdown', { markdown: '{{ $json.text }}', outputField: 'again' }],
  );
  expect(run.items[0]?.json).toMatchObject({
    title: 'News',
    text: '# News\n\nIt is **done**.',
    again: '<h1 id="news">News</h1>\n<p>It is <strong>done</strong>.</p>',
  });
});
