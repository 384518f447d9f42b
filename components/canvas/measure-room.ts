/** Reads from the page where panels float over a canvas: what has `data-floats` and stands on the canvas's ground. */
import { freeAreas, type Area } from './free-area';

/** Room that stays free around what is shown, in pixels. */
const EDGE = 20;

function grown({ left, top, right, bottom }: Area, by: number): Area {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** The free areas of a drawn canvas, the largest first, in pixels from its upper left corner. */
export function measureRoom(canvas: Element): Area[] {
  const rect = canvas.getBoundingClientRect();
  const inCanvas = ({ left, top, right, bottom }: Area): Area => ({
    left: left - rect.left,
    top: top - rect.top,
    right: right - rect.left,
    bottom: bottom - rect.top,
  });
  const ground = canvas.closest('[data-testid="canvas"]')?.parentElement ?? canvas;
  const panels = [...ground.querySelectorAll('[data-floats]')]
    .map((panel) => panel.getBoundingClientRect())
    .filter((panel) => panel.width > 0 && panel.height > 0)
    .map((panel) => grown(inCanvas(panel), EDGE / 2));
  return freeAreas(grown({ left: 0, top: 0, right: rect.width, bottom: rect.height }, -EDGE), panels);
}
