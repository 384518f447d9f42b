/** Reading plain data without tables: own properties of plain objects and arrays, nothing else. */
import { isPlainObject, type PlainObject } from './values';

export function readMember(target: unknown, key: string): unknown {
  if (isPlainObject(target)) return Object.hasOwn(target, key) ? target[key] : undefined;
  if (Array.isArray(target))
    return Object.hasOwn(target, key) ? (target as unknown as PlainObject)[key] : undefined;
  return undefined;
}
