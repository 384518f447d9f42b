/** Putting the keyboard on the canvas. Far-away nodes are not in the document; then the canvas itself takes it. */

function frame(): HTMLElement | null {
  return document.querySelector('[data-testid="canvas"]');
}

function nodeElement(nodeId: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
}

/** Frames that a new node may take to be drawn. */
const TRIES = 6;

/** Focuses a node as soon as it is drawn, else the canvas. */
export function focusCanvas(nodeId?: string): void {
  frame()?.focus({ preventScroll: true });
  if (nodeId === undefined) return;
  let tries = 0;
  const attempt = () => {
    const element = nodeElement(nodeId);
    tries += 1;
    if (element) {
      // Who moved on to a field meanwhile keeps it.
      if (document.activeElement === frame()) element.focus({ preventScroll: true });
    } else if (tries < TRIES) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}
