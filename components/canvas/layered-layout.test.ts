import { describe, expect, it } from 'vitest';
import { layeredLayout, type LayoutInput, type LayoutNode } from './layered-layout';

const node = (id: string, [x, y] = [0, 0], more: Partial<LayoutNode> = {}): LayoutNode => ({
  id,
  x: x ?? 0,
  y: y ?? 0,
  width: 232,
  height: 60,
  outputs: ['main'],
  ...more,
});
const edge = (source: string, target: string, sourcePort = 'main') => ({
  id: `${source}-${target}-${sourcePort}`,
  source,
  sourcePort,
  target,
});

/** Where everything stands afterwards. */
function tidied(input: Omit<LayoutInput, 'notes'> & { notes?: LayoutInput['notes'] }) {
  const { nodes } = layeredLayout({ notes: [], ...input });
  return new Map(input.nodes.map(({ id, x, y }) => [id, nodes[id] ?? { x, y }]));
}

describe('tidy up', () => {
  it('puts a chain on one line from left to right, beginning where it began', () => {
    const places = tidied({
      nodes: [node('a', [400, 90]), node('b', [96, 704]), node('c', [104, 96])],
      edges: [edge('a', 'b'), edge('b', 'c')],
    });
    const [a, b, c] = ['a', 'b', 'c'].map((id) => places.get(id) ?? { x: NaN, y: NaN });
    expect(a).toEqual({ x: 96, y: 88 });
    expect([b?.y, c?.y]).toEqual([88, 88]);
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBeGreaterThanOrEqual(232 + 88);
    expect((c?.x ?? 0) - (b?.x ?? 0)).toBeGreaterThanOrEqual(232 + 88);
  });

  it('keeps rows straight through a node with many ports', () => {
    const places = tidied({
      nodes: [
        node('a'),
        node('fan', [0, 300], { height: 164, outputs: ['1', '2', '3'] }),
        node('b', [0, 600]),
      ],
      edges: [edge('a', 'fan'), edge('fan', 'b', '1')],
    });
    expect(places.get('fan')?.y).toBe(places.get('a')?.y);
  });

  it('puts the branches in the order of their ports', () => {
    const nodes = [node('if', [0, 0], { height: 116, outputs: ['true', 'false'] }), node('no'), node('yes')];
    const places = tidied({ nodes, edges: [edge('if', 'no', 'false'), edge('if', 'yes', 'true')] });
    expect(places.get('yes')?.y).toBeLessThan(places.get('no')?.y ?? 0);
  });

  it('reads a loop from left to right', () => {
    const places = tidied({
      nodes: [node('start'), node('loop', [0, 9]), node('body', [0, 8]), node('after', [0, 7])],
      edges: [
        edge('start', 'loop'),
        edge('loop', 'body'),
        edge('body', 'loop'),
        edge('loop', 'after', 'done'),
      ],
    });
    const x = (id: string) => places.get(id)?.x ?? NaN;
    expect(x('start')).toBeLessThan(x('loop'));
    expect(x('loop')).toBeLessThan(x('body'));
    expect(x('after')).toBe(x('body'));
  });

  it('leaves no two nodes on top of each other, islands included', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => node(`n${index}`, [0, index]));
    const edges = nodes.slice(1, 40).map(({ id }, index) => edge(`n${Math.floor(index / 3)}`, id));
    const places = [...tidied({ nodes, edges }).values()];
    for (const [index, a] of places.entries()) {
      for (const b of places.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= 232 || Math.abs(a.y - b.y) >= 60).toBe(true);
      }
    }
  });

  it('is the same a second time', () => {
    const nodes = [node('a'), node('b', [50, 0]), node('c', [90, 0]), node('d', [20, 0])];
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')];
    const places = tidied({ nodes, edges });
    const again = nodes.map((before) => ({ ...before, ...places.get(before.id) }));
    expect(layeredLayout({ nodes: again, edges, notes: [] }).nodes).toEqual({});
  });

  it('takes notes along and lets them grow with what they lie under', () => {
    const input: LayoutInput = {
      nodes: [node('a', [0, 0]), node('b', [100, 100]), node('far', [5000, 5000])],
      edges: [edge('a', 'b')],
      notes: [
        { id: 'around', x: -20, y: -20, width: 400, height: 200 },
        { id: 'alone', x: -4000, y: 0, width: 100, height: 100 },
      ],
    };
    const { nodes, notes } = layeredLayout(input);
    expect(notes['alone']).toBeUndefined();
    const b = nodes['b'] ?? { x: 0, y: 0 };
    const around = notes['around'];
    expect(around?.x).toBeLessThan(0);
    expect((around?.x ?? 0) + (around?.width ?? 0)).toBeGreaterThan(b.x + 232);
  });
});
