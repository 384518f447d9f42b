/** Where on the canvas something can be seen: the room between the panels that float over it. Pure. All in pixels of the canvas. */

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** React Flow's viewport: a place in the graph lies at `place * zoom + (x, y)`. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

const overlaps = (one: Area, other: Area) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const sizeOf = ({ left, top, right, bottom }: Area) => Math.max(0, right - left) * Math.max(0, bottom - top);

/** The largest rectangles of the frame that no panel covers, the largest first; the whole frame when panels cover all of it. */
export function freeAreas(frame: Area, panels: readonly Area[]): Area[] {
  let areas = [frame];
  for (const panel of panels) {
    areas = areas.flatMap((area) =>
      overlaps(area, panel)
        ? [
            { ...area, right: panel.left },
            { ...area, left: panel.right },
            { ...area, bottom: panel.top },
            { ...area, top: panel.bottom },
          ].filter((part) => part.right > part.left && part.bottom > part.top)
        : [area],
    );
  }
  return areas.length === 0 ? [frame] : areas.sort((a, b) => sizeOf(b) - sizeOf(a));
}

function zoomInto(bounds: Bounds, area: Area): number {
  return Math.min((area.right - area.left) / bounds.width, (area.bottom - area.top) / bounds.height);
}

/** The graph in the middle of the area that shows it largest. `areas`: the largest first, at least one. */
export function fitInto(
  bounds: Bounds,
  areas: readonly Area[],
  limits: { minZoom: number; maxZoom: number },
): View {
  const clamp = (zoom: number) => Math.min(limits.maxZoom, Math.max(limits.minZoom, zoom));
  const zoomIn = (area: Area) => clamp(zoomInto(bounds, area));
  const best = areas.reduce((one, other) => (zoomIn(other) > zoomIn(one) ? other : one));
  const zoom = zoomIn(best);
  return {
    x: (best.left + best.right) / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: (best.top + best.bottom) / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  };
}

/** The graph as it opens: all of it where that can be read, else its beginning at a zoom that can. */
export function openInto(
  bounds: Bounds,
  areas: readonly Area[],
  { start, readable }: { start: Bounds; readable: number },
): View {
  const whole = fitInto(bounds, areas, { minZoom: 0, maxZoom: 1 });
  const [area] = areas;
  if (whole.zoom >= readable || !area) return whole;
  const fits = bounds.height * readable <= area.bottom - area.top;
  const middle = fits ? bounds : start;
  return {
    x: area.left - start.x * readable,
    y: (area.top + area.bottom) / 2 - (middle.y + middle.height / 2) * readable,
    zoom: readable,
  };
}

interface Span {
  from: number;
  to: number;
}

/** How far to move so that `part` lies inside `whole`; 0 when it does. What is too long shows its beginning. */
export function shiftInto(part: Span, whole: Span): number {
  if (part.from < whole.from || part.to - part.from > whole.to - whole.from) return whole.from - part.from;
  return part.to > whole.to ? whole.to - part.to : 0;
}

/** The shortest way for something into one of the areas, where it fits before where it does not. */
export function moveInto(part: Area, areas: readonly Area[]): { x: number; y: number } {
  const moves = areas.map((area) => {
    const x = shiftInto({ from: part.left, to: part.right }, { from: area.left, to: area.right });
    const y = shiftInto({ from: part.top, to: part.bottom }, { from: area.top, to: area.bottom });
    const isRoomy =
      part.right - part.left <= area.right - area.left && part.bottom - part.top <= area.bottom - area.top;
    return { x, y, length: Math.hypot(x, y) + (isRoomy ? 0 : 1e6) };
  });
  const [first = { x: 0, y: 0, length: 0 }, ...others] = moves;
  const { x, y } = others.reduce((one, other) => (other.length < one.length ? other : one), first);
  return { x, y };
}
