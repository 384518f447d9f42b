/** Which edge a box was dropped on. Pure: edges are followed along the same curve that is drawn. */
import type { Point } from '@/components/editor/interaction-store';

export interface EdgeLine {
  id: string;
  from: Point;
  to: Point;
}

/** Points along an edge that are looked at. */
const STEPS = 24;
/** As in the curve that is drawn: the control points lie half the distance away, more when the edge leads back. */
const CURVATURE = 0.25;

function controlOffset(distance: number): number {
  return distance >= 0 ? distance / 2 : CURVATURE * 25 * Math.sqrt(-distance);
}

/** The point at `t` (0 to 1) of the curve between two ports. */
export function pointOnEdge({ from, to }: Omit<EdgeLine, 'id'>, t: number): Point {
  const offset = controlOffset(to.x - from.x);
  const parts = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  const along = (points: readonly number[]) =>
    points.reduce((sum, point, index) => sum + point * (parts[index] ?? 0), 0);
  return {
    x: along([from.x, from.x + offset, to.x - offset, to.x]),
    y: along([from.y, from.y, to.y, to.y]),
  };
}

/** The edge that passes closest to `point`, if one comes as near as `reach`. */
export function nearestEdge(edges: Iterable<EdgeLine>, point: Point, reach: number): string | null {
  let best: { id: string; distance: number } | null = null;
  for (const edge of edges) {
    const { from, to } = edge;
    if (point.y < Math.min(from.y, to.y) - reach || point.y > Math.max(from.y, to.y) + reach) continue;
    if (from.x <= to.x && (point.x < from.x - reach || point.x > to.x + reach)) continue;
    for (let step = 1; step < STEPS; step += 1) {
      const { x, y } = pointOnEdge(edge, step / STEPS);
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance <= reach && (!best || distance < best.distance)) best = { id: edge.id, distance };
    }
  }
  return best?.id ?? null;
}
