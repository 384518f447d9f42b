import { iterationOf } from '@/core/engine/path';

/** An iteration as people count: from one, those of loops within loops joined by dots. `outer:0/inner:2` → `1.3`. */
export function iterationNumber(iteration: string): string {
  return iteration
    .split('/')
    .map((segment) => iterationOf(segment.slice(segment.lastIndexOf(':'))) + 1)
    .join('.');
}
