/** The entries of a page: the list that an API gives a piece of at a time. Pure. */
import type { Json, JsonObject } from '@/core/items/item';
import { NodeFailure } from '@/core/node-kit/node-failure';
import { readFrom } from './read-from';

/**
 * The list at a path or expression; without one the body itself or the only list in it. Null where no list is found;
 * an empty body holds no entries.
 */
export function entriesOf(page: JsonObject, at: string, now: number): Json[] | null {
  if (at.trim() !== '') {
    const found = readFrom(at, page, { now });
    return Array.isArray(found) ? found : found === null ? [] : null;
  }
  const body = page['body'] ?? null;
  if (Array.isArray(body)) return body;
  if (body === null || body === '') return [];
  if (typeof body !== 'object') return null;
  const lists = Object.values(body).filter((member) => Array.isArray(member));
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

/** The same, where the list is needed. Throws `http.no-page-list`. */
export function demandEntries(page: JsonObject, at: string, now: number): Json[] {
  const entries = entriesOf(page, at, now);
  if (entries) return entries;
  throw NodeFailure.final(
    'http.no-page-list',
    at.trim() === ''
      ? 'The answer holds no list, or more than one, so its entries are not known. Say where they stand, such as data.items.'
      : `There is no list at "${at.slice(0, 200)}" of the answer. Look at an answer, and correct where its entries stand.`,
  );
}
