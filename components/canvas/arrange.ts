/** Aligning and distributing boxes. Pure; gives the new place of what moves and nothing else. */
import type { Point } from '@/components/editor/interaction-store';

export interface Box extends Point {
  id: string;
  width: number;
  height: number;
}

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'horizontal' | 'vertical';

export type Moves = Readonly<Record<string, Point>>;

function movesOf(boxes: readonly Box[], place: (box: Box) => Point): Moves {
  const moves: Record<string, Point> = {};
  for (const box of boxes) {
    const { x, y } = place(box);
    const to = { x: Math.round(x), y: Math.round(y) };
    if (to.x !== box.x || to.y !== box.y) moves[box.id] = to;
  }
  return moves;
}

/** The smallest box around all of them. Null for none. */
export function boundsOf(boxes: readonly Omit<Box, 'id'>[]): Omit<Box, 'id'> | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

const STEP_ASIDE = 32;
const GAP = 24;

/** The place for a box near where it was wished that no other box takes: above it, step by step; gives up after 60. */
export function clearPlace(wished: Omit<Box, 'id'>, taken: readonly Omit<Box, 'id'>[]): Point {
  const { x, width, height } = wished;
  const clashes = (y: number) =>
    taken.some(
      (box) =>
        x < box.x + box.width + GAP &&
        box.x < x + width + GAP &&
        y < box.y + box.height + GAP &&
        box.y < y + height + GAP,
    );
  let { y } = wished;
  for (let tries = 0; tries < 60 && clashes(y); tries += 1) y -= STEP_ASIDE;
  return { x, y };
}

/** Puts edges or centres of all boxes on one line of their common bounds. */
export function align(boxes: readonly Box[], alignment: Alignment): Moves {
  const bounds = boundsOf(boxes);
  if (!bounds || boxes.length < 2) return {};
  const right = bounds.x + bounds.width;
  const bottom = bounds.y + bounds.height;
  return movesOf(boxes, (box) => {
    switch (alignment) {
      case 'left':
        return { x: bounds.x, y: box.y };
      case 'centre':
        return { x: bounds.x + (bounds.width - box.width) / 2, y: box.y };
      case 'right':
        return { x: right - box.width, y: box.y };
      case 'top':
        return { x: box.x, y: bounds.y };
      case 'middle':
        return { x: box.x, y: bounds.y + (bounds.height - box.height) / 2 };
      case 'bottom':
        return { x: box.x, y: bottom - box.height };
    }
  });
}

/** Makes the gaps between neighbours equal; the first and the last stay. Boxes that overlap on the axis come apart. */
export function distribute(boxes: readonly Box[], axis: Axis): Moves {
  if (boxes.length < 3) return {};
  const isAcross = axis === 'horizontal';
  const start = (box: Box) => (isAcross ? box.x : box.y);
  const size = (box: Box) => (isAcross ? box.width : box.height);
  const row = [...boxes].sort((a, b) => start(a) - start(b));
  const [first] = row;
  const last = row.at(-1);
  if (!first || !last) return {};
  const inside = row.slice(1, -1).reduce((sum, box) => sum + size(box), 0);
  const gap = (start(last) - start(first) - size(first) - inside) / (row.length - 1);
  let at = start(first);
  const places = new Map<string, number>();
  for (const box of row) {
    places.set(box.id, at);
    at += size(box) + gap;
  }
  return movesOf(boxes, (box) => {
    const place = places.get(box.id) ?? start(box);
    return isAcross ? { x: place, y: box.y } : { x: box.x, y: place };
  });
}
