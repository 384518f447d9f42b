/** Dragging a field out of a data view: the expression that reads it travels along. */
import type { DragEvent } from 'react';
import { pathExpression } from './item-schema';

export const PATH_MIME = 'application/x-heddle-path';
/** The name of the dragged field, for rows that get a name of their own. */
const NAME_MIME = 'application/x-heddle-path-name';

/** On `body` while a path is dragged, so that fields can show that they take it. */
const DRAGGING = 'data-dragging-path';

type Path = readonly (string | number)[];

/** The last key of a path that is a name; empty when there is none. */
export function pathName(path: Path): string {
  return path.findLast((key) => typeof key === 'string') ?? '';
}

/** The handlers of an element that can be dragged for a path of the current item. */
export function pathDragProps(path: Path) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      const expression = pathExpression(path);
      event.dataTransfer.setData(PATH_MIME, expression);
      event.dataTransfer.setData(NAME_MIME, pathName(path));
      event.dataTransfer.setData('text/plain', expression);
      event.dataTransfer.effectAllowed = 'copy';
      event.stopPropagation();
      document.body.setAttribute(DRAGGING, '');
    },
    onDragEnd: () => document.body.removeAttribute(DRAGGING),
  };
}

/** The path that is being dropped, or null when something else is. */
export function droppedPath(event: DragEvent): { expression: string; name: string } | null {
  document.body.removeAttribute(DRAGGING);
  const expression = event.dataTransfer.getData(PATH_MIME);
  return expression ? { expression, name: event.dataTransfer.getData(NAME_MIME) } : null;
}

/** True while a path is dragged over an element. */
export function isPathDrag(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(PATH_MIME);
}
