import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { MAX_HITS, replaceEdits, searchWorkflow } from './search-workflow';

const catalog = createCatalog([
  {
    type: 'http-request',
    version: 1,
    name: 'HTTP request',
    summary: '',
    family: 'network',
    synonyms: [],
    inputs: [],
    outputs: [],
    fields: [
      { kind: 'text', name: 'url', label: 'Address' },
      { kind: 'key-value', name: 'headers', label: 'Headers' },
      {
        ...{ kind: 'list', name: 'pages', label: 'Pages', itemLabel: 'Page' },
        item: [{ kind: 'text', name: 'mark', label: 'Mark' }],
      },
    ],
    effect: 'pure',
    mode: 'item',
    examples: [],
  },
]);
const at = { x: 0, y: 0 };
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    {
      id: 'call',
      type: 'http-request',
      name: 'Ask the shop',
      position: at,
      parameters: {
        url: 'https://old.example.com/orders?from=old.example.com',
        headers: [{ name: 'X-Page', value: '{{ $json.page }}' }],
        pages: [{ mark: 'a' }, { mark: 'the second' }],
        limit: 250,
      },
    },
    { id: 'http', type: 'unknown', name: 'Http twin', position: at, parameters: { url: 'OLD.example.com' } },
  ],
  notes: [
    { id: 'n', text: '# Shop\n\nOrders come **hourly**', position: at, size: { width: 100, height: 100 } },
  ],
});
const found = (query: string) => searchWorkflow(graph, catalog, query).map((hit) => [hit.kind, hit.id]);

describe('searching a workflow', () => {
  it('looks at names, types, values and notes', () => {
    expect(found('shop')).toEqual([
      ['name', 'call'],
      ['note', 'n'],
    ]);
    expect(found('http req')).toEqual([['type', 'call']]);
    expect(found('250')).toEqual([['parameter', 'call']]);
    expect(found('$json.page')).toEqual([['parameter', 'call']]);
    expect(found('  ')).toEqual([]);
  });

  it('names a place as the form does', () => {
    const place = (query: string) => searchWorkflow(graph, catalog, query)[0]?.place;
    expect(place('old.example')).toEqual(['Address']);
    expect(place('the second')).toEqual(['Pages', 'Page 2', 'Mark']);
    expect(place('$json.page')).toEqual(['Headers', '1', 'value']);
    expect(place('250')).toEqual(['limit']);
    expect(searchWorkflow(graph, catalog, 'OLD.').at(-1)?.place).toEqual(['url']);
  });

  it('says where, and shows what stands around', () => {
    const [hit] = searchWorkflow(graph, catalog, 'hourly');
    expect(hit).toMatchObject({
      title: 'Shop',
      before: '# Shop Orders come **',
      match: 'hourly',
      after: '**',
    });
    const [header] = searchWorkflow(graph, catalog, 'x-page');
    expect(header?.path).toEqual(['headers', 0, 'name']);
  });

  it('ends at a number of finds that can be shown', () => {
    const [node] = graph.nodes;
    if (!node) throw new Error('no node');
    const nodes = Array.from({ length: MAX_HITS + 5 }, (_, index) => ({ ...node, id: `n${index}` }));
    expect(searchWorkflow({ nodes, notes: [] }, catalog, 'shop')).toHaveLength(MAX_HITS);
  });

  it('replaces in texts of parameters, everywhere or in one place', () => {
    expect(replaceEdits(graph, { query: 'old.example.com', by: 'new.test' })).toEqual([
      {
        kind: 'set-parameter',
        nodeId: 'call',
        path: ['url'],
        value: 'https://new.test/orders?from=new.test',
      },
      { kind: 'set-parameter', nodeId: 'http', path: ['url'], value: 'new.test' },
    ]);
    const hits = searchWorkflow(graph, catalog, 'old.').slice(1);
    expect(replaceEdits(graph, { query: 'old.', by: '', hits })).toMatchObject([{ nodeId: 'http' }]);
    expect(replaceEdits(graph, { query: '250', by: '1' })).toEqual([]);
    expect(replaceEdits(graph, { query: '', by: 'x' })).toEqual([]);
  });
});
