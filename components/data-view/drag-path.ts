/** Dragging a field out of a data view: the expression that reads it travels along. */
import type { DragEvent } from 'react';
import { pathExpression } from './item-schema';

export const PATH_MIME = 'application/x-heddle-path';

/** A drag-start handler for a path of the current item. */
export function dragPath(path: readonly (string | number)[]): (event: DragEvent) => void {
  return (event) => {
    const expression = pathExpression(path);
    event.dataTransfer.setData(PATH_MIME, expression);
    event.dataTransfer.setData('text/plain', expression);
    event.dataTransfer.effectAllowed = 'copy';
  };
}
