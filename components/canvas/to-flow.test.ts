import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { createCatalog } from '@/core/node-kit/definition';
import { aNodeType } from '@/testing/builders/node-type';
import { createFlowAdapter, type FlowInput } from './to-flow';

const definition = aNodeType({
  type: 'if',
  name: 'If',
  outputs: [
    { name: 'true', label: 'True' },
    { name: 'false', label: 'False' },
  ],
  fields: [
    { kind: 'text', name: 'shown', label: 'Shown' },
    { kind: 'code', language: 'javascript', name: 'hidden', label: 'Hidden' },
  ],
});
const graph = portableWorkflowSchema.parse({
  format: 'heddle.workflow/1',
  name: 'W',
  nodes: [
    { id: 'a', type: 'if', name: 'A', position: { x: 0, y: 0 } },
    { id: 'b', type: 'gone', name: 'B', position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e', source: 'a', sourcePort: 'true', target: 'b' }],
  notes: [{ id: 'a', text: 'hi', position: { x: 0, y: 0 }, size: { width: 100, height: 80 } }],
});
const input: FlowInput = {
  graph,
  catalog: createCatalog([definition]),
  problems: new Map(),
  selection: { nodes: [], notes: [], edges: [] },
  drag: null,
  readOnly: false,
};
const withParameters = (parameters: Record<string, string>) => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === 'a' ? { ...node, parameters } : node)),
});

describe('the flow adapter', () => {
  it('gives nodes and notes their sizes, ports and free outputs without measuring', () => {
    const { nodes } = createFlowAdapter()(input);
    const [note, a, b] = nodes;
    expect(note).toMatchObject({ id: 'note:a', type: 'note', width: 100 });
    expect(a).toMatchObject({ id: 'a', data: { freeOutputs: ['false'], known: true } });
    expect(a?.handles?.map((handle) => `${handle.type} ${handle.id}`)).toEqual([
      'target main',
      'source true',
      'source false',
    ]);
    expect(b?.data).toMatchObject({ known: false, typeName: 'gone', inputs: [{ name: 'main' }] });
  });

  it('tells which edges lead back: those with a limit, and those that want one', () => {
    const toFlow = createFlowAdapter();
    const dataOf = (changed: Partial<FlowInput>) => toFlow({ ...input, ...changed }).edges[0]?.data;
    expect(dataOf({})).toMatchObject({ leadsBack: false, limit: null });
    const endless = {
      code: 'graph.cycle',
      severity: 'error',
      nodeId: 'a',
      path: 'edges.0',
      message: '',
    } as const;
    const problems = (edge: string) => new Map([['a', [{ ...endless, params: { edge } }]]]);
    expect(dataOf({ problems: problems('e') })).toMatchObject({ leadsBack: true, limit: null });
    expect(dataOf({ problems: problems('other') })).toMatchObject({ leadsBack: false });
    const limited = { ...graph, edges: graph.edges.map((edge) => ({ ...edge, maxIterations: 3 })) };
    expect(dataOf({ graph: limited })).toMatchObject({ leadsBack: true, limit: 3 });
  });

  it('gives the same lists for the same graph', () => {
    const toFlow = createFlowAdapter();
    const first = toFlow(input);
    const second = toFlow({ ...input, drag: {} });
    expect(second.nodes).toBe(first.nodes);
    expect(second.edges).toBe(first.edges);
  });

  it('changes nothing on the canvas while a parameter that is not shown there is typed', () => {
    const toFlow = createFlowAdapter();
    const first = toFlow(input);
    const typed = toFlow({ ...input, graph: withParameters({ hidden: 'return items' }) });
    expect(typed.nodes).toBe(first.nodes);
  });

  it('replaces only the node whose line changed', () => {
    const toFlow = createFlowAdapter();
    const first = toFlow(input);
    const typed = toFlow({ ...input, graph: withParameters({ shown: 'new' }) });
    expect(typed.nodes.map((node, index) => node === first.nodes[index])).toEqual([true, false, true]);
    expect(typed.nodes[1]?.data).toMatchObject({ subtitle: 'new' });
    expect(typed.edges).toBe(first.edges);
  });

  it('keeps the data of a node that is only dragged', () => {
    const toFlow = createFlowAdapter();
    const first = toFlow(input);
    const dragged = toFlow({ ...input, drag: { a: { x: 5, y: 6 } } });
    expect(dragged.nodes[1]?.position).toEqual({ x: 5, y: 6 });
    expect(dragged.nodes[1]?.data).toBe(first.nodes[1]?.data);
  });
});
