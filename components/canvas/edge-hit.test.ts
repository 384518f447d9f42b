import { describe, expect, it } from 'vitest';
import { nearestEdge, pointOnEdge } from './edge-hit';

const straight = { id: 'straight', from: { x: 0, y: 0 }, to: { x: 400, y: 0 } };
const bent = { id: 'bent', from: { x: 0, y: 0 }, to: { x: 400, y: 400 } };

describe('dropping on an edge', () => {
  it('follows the curve that is drawn', () => {
    expect(pointOnEdge(bent, 0)).toEqual(bent.from);
    expect(pointOnEdge(bent, 1)).toEqual(bent.to);
    expect(pointOnEdge(bent, 0.5)).toEqual({ x: 200, y: 200 });
    expect(pointOnEdge(bent, 0.25).y).toBeLessThan(pointOnEdge(bent, 0.25).x);
  });

  it('takes the nearest edge within reach, and none beyond', () => {
    expect(nearestEdge([bent, straight], { x: 300, y: 12 }, 30)).toBe('straight');
    expect(nearestEdge([straight, bent], { x: 210, y: 210 }, 30)).toBe('bent');
    expect(nearestEdge([straight], { x: 300, y: 31 }, 30)).toBeNull();
    expect(nearestEdge([straight], { x: 480, y: 0 }, 30)).toBeNull();
  });
});
