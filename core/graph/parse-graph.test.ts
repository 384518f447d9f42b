import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aGraph } from '@/testing/graph/arbitraries';
import { parsePortableText, parsePortableWorkflow } from './parse-graph';
import { canonicalJson, contentHashInput, serialiseGraph } from './serialise';

const node = { id: 'a', type: 'no-op', name: 'A', position: { x: 0, y: 0 } };
const file = { format: 'heddle.workflow/1', name: 'W', nodes: [node] };

function problems(input: unknown): string[] {
  return (parsePortableWorkflow(input).problems ?? []).map(({ code, path }) => `${code} ${path}`.trim());
}

describe('parsePortableWorkflow', () => {
  it('fills in every default', () => {
    expect(parsePortableWorkflow(file).graph).toMatchObject({
      nodes: [
        { typeVersion: 1, parameters: {}, settings: { onError: 'stop', disabled: false }, credentials: {} },
      ],
      edges: [],
      settings: { timezone: 'UTC', order: 'parallel' },
    });
  });

  it('tells all faults at once, each with its place and node', () => {
    const broken = {
      format: 'heddle.workflow/1',
      nodes: [
        { ...node, nam: 1, settings: { retry: { attempts: 0 } } },
        { ...node, id: 'b c', position: null },
      ],
      extra: true,
    };
    expect(problems(broken)).toEqual([
      'file.missing name',
      'file.invalid nodes.0.settings.retry.attempts',
      'file.unknown-key nodes.0.nam',
      'file.invalid nodes.1.id',
      'file.invalid nodes.1.position',
      'file.unknown-key extra',
    ]);
    expect(parsePortableWorkflow(broken).problems?.[1]?.nodeId).toBe('a');
  });

  it('refuses files that are not whole', () => {
    const edge = { id: 'e', source: 'a', target: 'ghost' };
    expect(
      problems({
        ...file,
        nodes: [node, node],
        edges: [edge],
        groups: [{ id: 'g', name: 'G', nodes: ['x'] }],
        pinned: { y: [] },
      }),
    ).toEqual([
      'graph.duplicate-id nodes.1.id',
      'graph.dangling-edge edges.0.target',
      'graph.unknown-node groups.0.nodes.0',
      'graph.unknown-node pinned.y',
    ]);
    expect(problems({ ...file, nodes: [{ ...node, id: 'constructor' }] })).toEqual([
      'graph.reserved-id nodes.0.id',
    ]);
  });

  it('refuses prototype keys, and keeps others that only look dangerous harmless', () => {
    const evil: unknown = JSON.parse(
      `{"format":"heddle.workflow/1","name":"W","nodes":[],"__proto__":{"polluted":1}}`,
    );
    expect(problems(evil)).toEqual(['file.forbidden-key __proto__']);
    const parameters: unknown = JSON.parse('{"constructor":{"prototype":{"polluted":1}}}');
    expect(
      parsePortableWorkflow({ ...file, nodes: [{ ...node, parameters }] }).graph?.nodes[0]?.parameters,
    ).toEqual(parameters);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('refuses what is too deep or too big before a schema sees it', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(problems({ ...file, nodes: [{ ...node, parameters: { deep } }] })[0]).toMatch(/^file\.too-deep/);
    expect(problems({ ...file, name: 'x'.repeat(9_000_000) })).toEqual(['file.too-big']);
    expect(problems({ ...file, nodes: new Array(600_000).fill(0) })).toEqual(['file.too-big']);
  });

  it('refuses text that cannot be stored, and values that are not JSON', () => {
    const at = (value: unknown) => problems({ ...file, nodes: [{ ...node, parameters: { a: value } }] });
    expect(at('a\0')).toEqual(['file.unstorable-text nodes.0.parameters.a']);
    expect(at('\ud800')).toEqual(['file.unstorable-text nodes.0.parameters.a']);
    expect(at('😀')).toEqual([]);
    for (const value of [undefined, () => 1, Number.NaN, new Date(), 1n]) {
      expect(at(value)).toEqual(['file.not-json nodes.0.parameters.a']);
    }
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (input) => void parsePortableWorkflow(input)),
    );
    fc.assert(fc.property(fc.string(), (text) => void parsePortableText(text)));
  });
});

describe('serialiseGraph', () => {
  it('gives text that reads back as the same graph, the same text for the same graph', () => {
    fc.assert(
      fc.property(aGraph(), (graph) => {
        const text = serialiseGraph(graph);
        expect(parsePortableText(text).graph).toEqual(graph);
        const shuffled = Object.fromEntries(Object.entries(graph).reverse()) as typeof graph;
        expect(serialiseGraph(shuffled)).toBe(text);
        expect(contentHashInput(shuffled)).toBe(contentHashInput(graph));
      }),
    );
  });

  it('changes few lines for a small change', () => {
    const graph = parsePortableWorkflow({ ...file, nodes: [node, { ...node, id: 'b', name: 'B' }] }).graph;
    if (!graph) throw new Error('the file is sound');
    const moved = {
      ...graph,
      nodes: graph.nodes.map((one) => (one.id === 'b' ? { ...one, position: { x: 5, y: 5 } } : one)),
    };
    const [before, after] = [serialiseGraph(graph).split('\n'), serialiseGraph(moved).split('\n')];
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  it('writes canonical JSON without regard to the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":2}]}');
  });
});
