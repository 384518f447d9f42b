import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portableWorkflowSchema, type Graph, type GraphNode } from '@/core/contracts/portable-workflow';
import type { FieldChange, GraphDiff } from '@/core/contracts/graph-diff';
import type { Json } from '@/core/items/item';
import { createCatalog, type NodeDefinition } from '@/core/node-kit/definition';
import { aGraph } from '@/testing/graph/arbitraries';
import { countChanges, diffGraphs } from './diff';
import { canonicalJson } from './serialise';

const step = {
  ...{ type: 'step', version: 1, name: 'Step', summary: '', family: 'data', synonyms: [], examples: [] },
  ...{ effect: 'pure', mode: 'list', inputs: [], outputs: [] },
  fields: [
    { kind: 'text', name: 'url', label: 'URL' },
    { kind: 'key-value', name: 'headers', label: 'Headers' },
    { kind: 'text', name: 'key', label: 'Key', secret: true },
    {
      ...{ kind: 'list', name: 'doors', label: 'Doors', itemLabel: 'Door' },
      item: [
        { kind: 'text', name: 'name', label: 'Name' },
        { kind: 'text', name: 'key', label: 'Key', secret: true },
      ],
    },
    {
      ...{ kind: 'list', name: 'rules', label: 'Rules', itemLabel: 'Rule' },
      item: [{ kind: 'text', name: 'name', label: 'Name' }],
    },
  ],
} as const satisfies NodeDefinition;
const catalog = createCatalog([step]);

const file: unknown = {
  ...{ format: 'heddle.workflow/1', name: 'W' },
  nodes: ['a', 'b', 'c'].map((id) => ({
    ...{ id, type: 'step', name: id.toUpperCase(), position: { x: 0, y: 0 } },
    parameters: { url: 'x', rules: [{ name: 'one' }, { name: 'two' }] },
  })),
  edges: [
    { id: 'e1', source: 'a', target: 'b' },
    { id: 'e2', source: 'b', target: 'c' },
  ],
  notes: [{ id: 'n', text: 'Hi', position: { x: 0, y: 0 }, size: { width: 99, height: 99 } }],
  pinned: { a: [{ json: { n: 1 } }] },
};
const before = portableWorkflowSchema.parse(file);

function after(change: (graph: Graph) => void): GraphDiff {
  const graph = structuredClone(before);
  change(graph);
  return diffGraphs(before, graph, catalog);
}
function nodeOf(graph: Graph, id: string): GraphNode {
  const node = graph.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
}
const fieldsOf = (change: (node: GraphNode) => void): readonly FieldChange[] =>
  after((graph) => change(nodeOf(graph, 'b'))).changed[0]?.fields ?? [];

const aValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('k', 'l', 'm'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('diffGraphs', () => {
  it('finds nothing between a graph and itself', () => {
    fc.assert(
      fc.property(aGraph(), (graph) => {
        expect(countChanges(diffGraphs(graph, structuredClone(graph), catalog))).toBe(0);
      }),
    );
  });

  it('finds something exactly when the graphs differ, and the same amount both ways', () => {
    fc.assert(
      fc.property(aGraph(), aGraph(), (a, b) => {
        const count = countChanges(diffGraphs(a, b, catalog));
        expect(count === 0).toBe(canonicalJson(a) === canonicalJson(b));
        expect(countChanges(diffGraphs(b, a, catalog)) === 0).toBe(count === 0);
      }),
    );
  });

  it('tells the truth about every field', () => {
    fc.assert(
      fc.property(aValue, aValue, (left, right) => {
        const withValue = (value: Json) => {
          const graph = structuredClone(before);
          nodeOf(graph, 'b').parameters = { value };
          return graph;
        };
        const [a, b] = [withValue(left), withValue(right)];
        for (const change of diffGraphs(a, b, catalog).changed[0]?.fields ?? []) {
          if ('before' in change) expect(valueIn(nodeOf(a, 'b'), change.path)).toEqual(change.before);
          if ('after' in change) expect(valueIn(nodeOf(b, 'b'), change.path)).toEqual(change.after);
        }
      }),
    );
  });

  it('names added, removed, changed and moved nodes', () => {
    const diff = after((graph) => {
      nodeOf(graph, 'a').position.x = 40;
      nodeOf(graph, 'b').name = 'Bee';
      graph.nodes = [
        ...graph.nodes.filter((node) => node.id !== 'c'),
        { ...nodeOf(graph, 'a'), id: 'd', name: 'D' },
      ];
      graph.edges = graph.edges.filter((edge) => edge.id !== 'e2');
    });
    expect(diff.added).toEqual([{ nodeId: 'd', name: 'D', type: 'step' }]);
    expect(diff.removed).toEqual([{ nodeId: 'c', name: 'C', type: 'step' }]);
    expect(diff.changed).toEqual([
      { nodeId: 'a', name: 'A', type: 'step', fields: [], moved: true },
      {
        nodeId: 'b',
        name: 'Bee',
        type: 'step',
        fields: [{ path: 'name', before: 'B', after: 'Bee' }],
        moved: false,
      },
    ]);
    expect(diff.edges.removed.map(({ id }) => id)).toEqual(['e2']);
    expect(countChanges(diff)).toBe(5);
  });

  it('goes down to single fields, in the words of the node type', () => {
    expect(fieldsOf((node) => (node.parameters.url = 'y'))).toEqual([
      { path: 'parameters.url', label: 'URL', before: 'x', after: 'y' },
    ]);
    expect(fieldsOf((node) => (node.parameters.rules = [{ name: 'one' }, { name: '2' }]))).toEqual([
      { path: 'parameters.rules.1.name', label: 'Rules › Rule 2 › Name', before: 'two', after: '2' },
    ]);
    expect(fieldsOf((node) => (node.parameters.headers = [{ name: 'a', value: 'b' }]))).toEqual([
      { path: 'parameters.headers', label: 'Headers', after: [{ name: 'a', value: 'b' }] },
    ]);
    expect(fieldsOf((node) => (node.settings.retry = { attempts: 3, backoff: 'fixed', delayMs: 5 }))).toEqual(
      [{ path: 'settings.retry', after: { attempts: 3, backoff: 'fixed', delayMs: 5 } }],
    );
    expect(fieldsOf((node) => (node.credentials.auth = 'key'))).toEqual([
      { path: 'credentials.auth', after: 'key' },
    ]);
    expect(fieldsOf((node) => (node.typeVersion = 2))).toEqual([
      { path: 'typeVersion', before: 1, after: 2 },
    ]);
  });

  it('says that a secret changed and not what it is, in whole rows too', () => {
    expect(fieldsOf((node) => (node.parameters.key = 'k3y'))).toEqual([
      { path: 'parameters.key', label: 'Key', after: '••••••', secret: true },
    ]);
    const doors = (key: string) => [{ name: 'front', key }];
    const both = (node: GraphNode, value: string) => {
      node.parameters.key = value;
      node.parameters.doors = doors(value);
    };
    const [from, to] = ['one', 'two'].map((value) => {
      const graph = structuredClone(before);
      both(nodeOf(graph, 'b'), value);
      return graph;
    });
    expect(diffGraphs(from ?? before, to ?? before, catalog).changed[0]?.fields).toEqual([
      { path: 'parameters.key', label: 'Key', before: '••••••', after: '••••••', secret: true },
      {
        ...{ path: 'parameters.doors.0.key', label: 'Doors › Door 1 › Key' },
        ...{ before: '••••••', after: '••••••', secret: true },
      },
    ]);
    expect(fieldsOf((node) => (node.parameters.doors = doors('k3y')))).toMatchObject([
      { path: 'parameters.doors', after: [{ name: 'front', key: '••••••' }] },
    ]);
  });

  it('sees a row put in between as one change', () => {
    expect(
      fieldsOf((node) => (node.parameters.rules = [{ name: 'one' }, { name: 'new' }, { name: 'two' }])),
    ).toEqual([{ path: 'parameters.rules.1', label: 'Rules › Rule 2', after: { name: 'new' } }]);
  });

  it('sees edges, notes, groups, settings, pinned data and order', () => {
    const diff = after((graph) => {
      graph.name = 'V';
      graph.settings.timezone = 'Europe/Zurich';
      graph.edges = graph.edges.map((edge) => (edge.id === 'e2' ? { ...edge, target: 'a' } : edge));
      graph.notes = graph.notes.map((note) => ({ ...note, text: 'Ho' }));
      graph.groups.push({ id: 'g', name: 'G', nodes: ['a'], collapsed: false });
      graph.pinned = { b: [] };
      graph.nodes.reverse();
    });
    expect(diff).toMatchObject({
      edges: { changed: [{ before: { target: 'c' }, after: { target: 'a' } }] },
      notes: { changed: [{ id: 'n', fields: [{ path: 'text', before: 'Hi', after: 'Ho' }] }] },
      groups: { added: ['g'] },
      workflow: [
        { path: 'name', before: 'W', after: 'V' },
        { path: 'settings.timezone', before: 'UTC', after: 'Europe/Zurich' },
      ],
      pinned: { added: ['b'], removed: ['a'], changed: [] },
      reordered: ['nodes'],
    });
    expect(countChanges(diff)).toBe(8);
  });
});

function valueIn(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner: unknown, key) => (inner as Record<string, unknown>)[key], value);
}
