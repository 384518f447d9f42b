/** What the names and answers of effects say about them. Pure. */
import type { Json } from '@/core/items/item';

/** Place of the item that an effect was made for, from 0; by convention the end of its name: `request:3`. */
export function itemOfEffect(effect: string): number | null {
  const digits = /:(\d{1,9})$/.exec(effect)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The HTTP status in an answer, where it is one. */
export function statusOfResult(result: Json | null): number | null {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return null;
  const status = result['status'];
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : null;
}

/** The node and the path of a step's key. */
export function placeOfStep(stepKey: string): { nodeId: string; iteration: string | null } {
  const mark = stepKey.indexOf('@');
  if (mark < 0) return { nodeId: stepKey, iteration: null };
  return { nodeId: stepKey.slice(0, mark), iteration: stepKey.slice(mark + 1) };
}
