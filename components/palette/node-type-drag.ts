/** Media type under which a node type travels from the palette to the canvas. */
export const NODE_TYPE_MIME = 'application/x-heddle-node-type';

let dragged: string | null = null;

/** Remembers what is being dragged: while it is under way, browsers tell its media type only. */
export function setDraggedType(type: string | null): void {
  dragged = type;
}

/** The node type being dragged on this page, if it is known. */
export function draggedType(): string | null {
  return dragged;
}
