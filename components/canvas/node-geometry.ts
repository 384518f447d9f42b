/**
 * The size of a node and the places of its ports, computed and never measured: a graph of a thousand nodes can be laid
 * out, fitted and joined by edges before one of them has been drawn.
 */
import type { Port } from '@/core/node-kit/definition';

export const NODE_WIDTH = 232;
export const HEADER_HEIGHT = 60;
export const PORT_ROW_HEIGHT = 24;
export const PORT_SIZE = 12;
const ROWS_PADDING = 8;

export interface NodeSize {
  width: number;
  height: number;
}

export interface PortPlace {
  name: string;
  side: 'in' | 'out';
  /** Top left corner of the port's square, relative to the node. */
  x: number;
  y: number;
}

export interface PortLists {
  inputs: readonly Port[];
  outputs: readonly Port[];
}

function hasRows(ports: PortLists): boolean {
  return ports.inputs.length > 1 || ports.outputs.length > 1;
}

/** A header; below it one row for each port where a side has several. */
export function nodeSize(ports: PortLists): NodeSize {
  const rows = hasRows(ports) ? Math.max(ports.inputs.length, ports.outputs.length) : 0;
  return {
    width: NODE_WIDTH,
    height: HEADER_HEIGHT + (rows > 0 ? rows * PORT_ROW_HEIGHT + ROWS_PADDING : 0),
  };
}

/** Vertical centre of the port at `index`, relative to the node's top. A lone port sits beside the header. */
export function portCentre(index: number, count: number): number {
  if (count <= 1) return HEADER_HEIGHT / 2;
  return HEADER_HEIGHT + index * PORT_ROW_HEIGHT + PORT_ROW_HEIGHT / 2;
}

/** Where every port is drawn. */
export function portPlaces(ports: PortLists): PortPlace[] {
  const place = (side: 'in' | 'out', list: readonly Port[]): PortPlace[] =>
    list.map((port, index) => ({
      name: port.name,
      side,
      x: (side === 'in' ? 0 : NODE_WIDTH) - PORT_SIZE / 2,
      y: portCentre(index, list.length) - PORT_SIZE / 2,
    }));
  return [...place('in', ports.inputs), ...place('out', ports.outputs)];
}

/** The place for a node that follows another: to its right, each further port one lane lower. */
export function placeAfter(source: { x: number; y: number }, portIndex: number, portCount: number) {
  const lane = portCount > 1 ? portIndex - (portCount - 1) / 2 : 0;
  return { x: source.x + NODE_WIDTH + 88, y: source.y + Math.round(lane * (HEADER_HEIGHT + 60)) };
}

/** Moves a wished place down until no node is closer than a gap; gives up after 60 tries. */
export function findFreePlace(
  wished: { x: number; y: number },
  taken: readonly { x: number; y: number }[],
): { x: number; y: number } {
  const clashes = (place: { x: number; y: number }) =>
    taken.some((t) => Math.abs(t.x - place.x) < NODE_WIDTH && Math.abs(t.y - place.y) < HEADER_HEIGHT + 20);
  let place = wished;
  for (let tries = 0; tries < 60 && clashes(place); tries += 1) place = { x: place.x, y: place.y + 40 };
  return place;
}
