/**
 * Tidy up: columns by distance from the start, branches in the order of their ports, edges as straight as can be. Pure;
 * runs in a worker. Edges that lead back take no part, so a loop reads from left to right like everything else. Notes go
 * where the nodes go that they lie over or stand beside.
 */
import { Graph as DagreGraph, layout } from '@dagrejs/dagre';
import { findBackEdges } from '@/core/engine/back-edges';
import { boundsOf, type Box, type Moves } from './arrange';
import { HEADER_HEIGHT } from './node-geometry';

export interface LayoutNode extends Box {
  /** Names of the outputs from top to bottom. */
  outputs: readonly string[];
}

export interface LayoutEdge {
  id: string;
  source: string;
  sourcePort: string;
  target: string;
}

export interface LayoutInput {
  /** In file order. What is not among them stays where it is. */
  nodes: readonly LayoutNode[];
  edges: readonly LayoutEdge[];
  notes: readonly Box[];
}

export interface LayoutResult {
  nodes: Moves;
  notes: Readonly<Record<string, Box>>;
}

const COLUMN_GAP = 96;
const ROW_GAP = 56;
const PART_GAP = 96;
const GRID = 8;
/** A note this close to a node belongs to it. */
const BESIDE = 220;
/** Beyond this many nodes the exact ranking takes too long. */
const EXACT_LIMIT = 300;
/** Ports of a lone output lie on the header's middle; boxes are centred on it, so that rows come out straight. */
const AXIS = HEADER_HEIGHT / 2;

type Place = { x: number; y: number };

function snap(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** Edges without those that lead back, in the order of the ports they leave. */
function forwardEdges({ nodes, edges }: LayoutInput): LayoutEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inside = edges.filter((edge) => byId.has(edge.source) && byId.has(edge.target));
  const back = findBackEdges(nodes, inside);
  const order = new Map(nodes.map((node, index) => [node.id, index]));
  const rank = (edge: LayoutEdge) => byId.get(edge.source)?.outputs.indexOf(edge.sourcePort) ?? 0;
  return inside
    .filter((edge) => !back.has(edge.id) && edge.source !== edge.target)
    .sort((a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || rank(a) - rank(b));
}

/** The parts of the graph that hang together, topmost first. */
function partsOf(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): LayoutNode[][] {
  const beside = new Map<string, string[]>(nodes.map((node) => [node.id, []]));
  for (const { source, target } of edges) {
    beside.get(source)?.push(target);
    beside.get(target)?.push(source);
  }
  const part = new Map<string, number>();
  let count = 0;
  for (const { id } of nodes) {
    if (part.has(id)) continue;
    const stack = [id];
    part.set(id, count);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      for (const other of beside.get(next) ?? []) {
        if (part.has(other)) continue;
        part.set(other, count);
        stack.push(other);
      }
    }
    count += 1;
  }
  const parts: LayoutNode[][] = Array.from({ length: count }, () => []);
  for (const node of nodes) parts[part.get(node.id) ?? 0]?.push(node);
  const top = (list: readonly LayoutNode[]) => Math.min(...list.map((node) => node.y));
  return parts.sort((a, b) => top(a) - top(b));
}

/** Half the height of a box whose middle is the header's: as much above as there is below. */
function reach(node: LayoutNode): number {
  return Math.max(AXIS, node.height - AXIS);
}

function layOutPart(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, Place> {
  const graph = new DagreGraph({ multigraph: true });
  const ranker = nodes.length > EXACT_LIMIT ? 'longest-path' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP, ranker });
  for (const node of nodes) graph.setNode(node.id, { width: node.width, height: 2 * reach(node) });
  for (const { id, source, target } of edges) graph.setEdge(source, target, { weight: 1 }, id);
  layout(graph);
  const places = new Map<string, Place>();
  for (const node of nodes) {
    const { x, y } = graph.node(node.id) as Place; // set by the layout
    places.set(node.id, { x: x - node.width / 2, y: y - AXIS });
  }
  return places;
}

/**
 * Branches stand in the order of their ports. Where the layout put the subtrees of two neighbouring branches the other way
 * round, the whole part is turned upside down if that puts more of them right.
 */
function turnIfBetter(places: Map<string, Place>, edges: readonly LayoutEdge[]): void {
  let right = 0;
  let wrong = 0;
  const before = new Map<string, LayoutEdge>();
  for (const edge of edges) {
    const last = before.get(edge.source);
    before.set(edge.source, edge);
    if (!last || last.sourcePort === edge.sourcePort) continue;
    const step = (places.get(edge.target)?.y ?? 0) - (places.get(last.target)?.y ?? 0);
    if (step > 0) right += 1;
    if (step < 0) wrong += 1;
  }
  if (wrong <= right) return;
  for (const [id, { x, y }] of places) places.set(id, { x, y: -y });
}

function placeNodes(input: LayoutInput): Map<string, Place> {
  const edges = forwardEdges(input);
  const all = new Map<string, Place>();
  let top = 0;
  for (const nodes of partsOf(input.nodes, edges)) {
    const ids = new Set(nodes.map((node) => node.id));
    const own = edges.filter((edge) => ids.has(edge.source));
    const places = layOutPart(nodes, own);
    turnIfBetter(places, own);
    const boxes = nodes.map((node) => ({ ...node, ...(places.get(node.id) ?? { x: 0, y: 0 }) }));
    const bounds = boundsOf(boxes);
    if (!bounds) continue;
    for (const box of boxes) all.set(box.id, { x: box.x - bounds.x, y: box.y - bounds.y + top });
    top += bounds.height + PART_GAP;
  }
  return all;
}

function gapBetween(a: Omit<Box, 'id'>, b: Omit<Box, 'id'>): number {
  const dx = Math.max(0, a.x - (b.x + b.width), b.x - (a.x + a.width));
  const dy = Math.max(0, a.y - (b.y + b.height), b.y - (a.y + a.height));
  return Math.hypot(dx, dy);
}

/** Where a note goes: around the nodes it lies under, or at the side of the one it stands beside. */
function followNodes(note: Box, before: readonly LayoutNode[], after: ReadonlyMap<string, Box>): Box | null {
  const under = before.filter((node) => gapBetween(note, node) === 0);
  const [closest] = before
    .map((node) => ({ node, gap: gapBetween(note, node) }))
    .filter(({ gap }) => gap <= BESIDE)
    .sort((a, b) => a.gap - b.gap);
  const company = under.length > 0 ? under : closest ? [closest.node] : [];
  const old = boundsOf(company);
  const now = boundsOf(company.flatMap((node) => after.get(node.id) ?? []));
  if (!old || !now) return null;
  const grown = under.length > 0 ? { width: now.width - old.width, height: now.height - old.height } : null;
  return {
    id: note.id,
    x: snap(note.x + now.x - old.x),
    y: snap(note.y + now.y - old.y),
    width: Math.max(note.width, note.width + (grown?.width ?? 0)),
    height: Math.max(note.height, note.height + (grown?.height ?? 0)),
  };
}

/** New places of nodes, and boxes of notes, that differ from the old ones. The upper left corner stays. */
export function layeredLayout(input: LayoutInput): LayoutResult {
  const corner = boundsOf(input.nodes);
  if (!corner) return { nodes: {}, notes: {} };
  const places = placeNodes(input);
  const after = new Map<string, Box>();
  const nodes: Record<string, Place> = {};
  for (const node of input.nodes) {
    const place = places.get(node.id) ?? { x: 0, y: 0 };
    const to = { x: snap(corner.x + place.x), y: snap(corner.y + place.y) };
    after.set(node.id, { ...node, ...to });
    if (to.x !== node.x || to.y !== node.y) nodes[node.id] = to;
  }
  const notes: Record<string, Box> = {};
  for (const note of input.notes) {
    const box = followNodes(note, input.nodes, after);
    if (
      box &&
      (box.x !== note.x || box.y !== note.y || box.width !== note.width || box.height !== note.height)
    )
      notes[note.id] = box;
  }
  return { nodes, notes };
}
