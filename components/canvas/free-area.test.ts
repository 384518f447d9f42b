import { describe, expect, it } from 'vitest';
import { fitInto, freeAreas, moveInto, openInto, shiftInto } from './free-area';

const FRAME = { left: 0, top: 0, right: 1000, bottom: 600 };
const PALETTE = { left: 10, top: 10, right: 290, bottom: 590 };
const MINIMAP = { left: 800, top: 440, right: 990, bottom: 590 };

describe('free room on the canvas', () => {
  it('is what no panel covers, the largest first', () => {
    expect(freeAreas(FRAME, [])).toEqual([FRAME]);
    const areas = freeAreas(FRAME, [PALETTE, MINIMAP]);
    expect(areas.slice(0, 2)).toEqual([
      { ...FRAME, left: 290, bottom: 440 },
      { ...FRAME, left: 290, right: 800 },
    ]);
    for (const area of areas)
      for (const panel of [PALETTE, MINIMAP])
        expect(
          area.right <= panel.left ||
            area.left >= panel.right ||
            area.bottom <= panel.top ||
            area.top >= panel.bottom,
        ).toBe(true);
  });

  it('is the frame where panels cover it all', () => {
    expect(freeAreas(FRAME, [{ left: -5, top: -5, right: 1005, bottom: 605 }])).toEqual([FRAME]);
  });
});

describe('fitting a graph', () => {
  const areas = freeAreas(FRAME, [PALETTE, MINIMAP]);
  const limits = { minZoom: 0.1, maxZoom: 1 };

  it('uses the area that shows it largest: a long one above the minimap, a high one beside it', () => {
    const long = fitInto({ x: 0, y: 0, width: 1420, height: 100 }, areas, limits);
    expect(long).toEqual({ zoom: 0.5, x: 290, y: 195 });
    const high = fitInto({ x: 0, y: 0, width: 100, height: 1200 }, areas, limits);
    expect(high).toEqual({ zoom: 0.5, x: 520, y: 0 });
  });

  it('never shows it larger than life, and a single point is no division by zero', () => {
    expect(fitInto({ x: 10, y: 10, width: 0, height: 0 }, areas, limits).zoom).toBe(1);
  });

  it('opens what is too long at its start, at a zoom that can be read', () => {
    const start = { x: 100, y: 500, width: 232, height: 60 };
    const readable = 0.5;
    const long = { x: 100, y: 400, width: 9000, height: 400 };
    expect(openInto(long, areas, { start, readable })).toEqual({ zoom: 0.5, x: 240, y: -80 });
    const both = { ...long, height: 9000 };
    expect(openInto(both, areas, { start, readable })).toEqual({ zoom: 0.5, x: 240, y: -45 });
    const short = { ...long, width: 700 };
    expect(openInto(short, areas, { start, readable }).zoom).toBe(1);
  });
});

describe('revealing a node', () => {
  it('moves no further than needed', () => {
    const whole = { from: 100, to: 500 };
    expect(shiftInto({ from: 200, to: 300 }, whole)).toBe(0);
    expect(shiftInto({ from: 450, to: 550 }, whole)).toBe(-50);
    expect(shiftInto({ from: 40, to: 140 }, whole)).toBe(60);
    expect(shiftInto({ from: 200, to: 900 }, whole)).toBe(-100);
  });

  it('takes the shortest way out from under a panel', () => {
    const areas = freeAreas(FRAME, [PALETTE, MINIMAP]);
    const at = (left: number, top: number) => ({ left, top, right: left + 200, bottom: top + 60 });
    expect(moveInto(at(400, 300), areas)).toEqual({ x: 0, y: 0 });
    expect(moveInto(at(200, 300), areas)).toEqual({ x: 90, y: 0 });
    expect(moveInto(at(780, 400), areas)).toEqual({ x: 0, y: -20 });
    expect(moveInto(at(620, 500), areas)).toEqual({ x: -20, y: 0 });
  });

  it('prefers an area where it fits', () => {
    const areas = [
      { left: 0, top: 0, right: 100, bottom: 600 },
      { left: 500, top: 0, right: 900, bottom: 100 },
    ];
    expect(moveInto({ left: 10, top: 10, right: 210, bottom: 70 }, areas)).toEqual({ x: 490, y: 0 });
  });
});
