/** A graph as a small drawing: where its nodes stand, scaled down, and which of them are connected. */
import type { GraphPicture } from '@/core/contracts/template';
import type { Graph } from '@/core/contracts/portable-workflow';
import type { Catalog } from '@/core/node-kit/definition';

/** Size of a node in the drawing; the plane is scaled so that columns and rows keep apart. */
export const PICTURE_NODE = { width: 30, height: 16 } as const;
/** How much of the canvas one unit of the drawing is. */
const SCALE = { x: 1 / 7, y: 1 / 4.6 } as const;
const MARGIN = 6;

/** Positions from the top left corner, nodes in the order of the graph. Types nobody knows count as apps. */
export function graphPicture(graph: Pick<Graph, 'nodes' | 'edges'>, catalog: Catalog): GraphPicture {
  const left = Math.min(...graph.nodes.map(({ position }) => position.x), Infinity);
  const top = Math.min(...graph.nodes.map(({ position }) => position.y), Infinity);
  const nodes = graph.nodes.map(({ type, typeVersion, position }) => ({
    x: MARGIN + round((position.x - left) * SCALE.x),
    y: MARGIN + round((position.y - top) * SCALE.y),
    family: catalog.find(type, typeVersion)?.family ?? ('app' as const),
  }));
  const places = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const edges = graph.edges.flatMap(({ source, target }): [number, number][] => {
    const from = places.get(source);
    const to = places.get(target);
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  const extent = (side: 'x' | 'y', size: number) =>
    Math.max(0, ...nodes.map((node) => node[side])) + size + MARGIN;
  return { width: extent('x', PICTURE_NODE.width), height: extent('y', PICTURE_NODE.height), nodes, edges };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
