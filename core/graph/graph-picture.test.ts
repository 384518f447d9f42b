import { expect, it } from 'vitest';
import { engineCatalog } from '@/testing/engine/catalog';
import { drawGraph } from '@/testing/engine/draw-graph';
import { graphPicture, PICTURE_NODE } from './graph-picture';

it('holds every node inside its frame, in place of one another, with its edges', () => {
  const graph = drawGraph(['t -> a', 'a -> b'], {
    nodes: {
      t: { type: 'trigger', position: { x: -320, y: 50 } },
      a: { position: { x: 0, y: -200 } },
      b: { type: 'gone', position: { x: 320, y: 50 } },
    },
  });
  const picture = graphPicture(graph, engineCatalog);
  const [t, a, b] = picture.nodes;
  expect(picture.nodes.map((node) => node.family)).toEqual(['trigger', 'flow', 'app']);
  expect(t?.x).toBeLessThan(a?.x ?? 0);
  expect(t?.y).toBe(b?.y);
  expect(a?.y).toBeLessThan(b?.y ?? 0);
  for (const node of picture.nodes) {
    expect(Math.min(node.x, node.y)).toBeGreaterThanOrEqual(0);
    expect(node.x + PICTURE_NODE.width).toBeLessThanOrEqual(picture.width);
    expect(node.y + PICTURE_NODE.height).toBeLessThanOrEqual(picture.height);
  }
  expect(picture.edges).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

it('takes a graph without nodes', () => {
  const empty = graphPicture({ nodes: [], edges: [] }, engineCatalog);
  expect(empty.nodes).toEqual([]);
  expect(Number.isFinite(empty.width) && Number.isFinite(empty.height)).toBe(true);
});
