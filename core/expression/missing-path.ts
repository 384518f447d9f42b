/** Where a path leaves the data, and what there is instead: shared by the reason why a value is empty and by the marks. */
import type { AnyNode } from 'acorn';
import { nearestName } from './errors';
import { isPlainObject } from './values';

export interface MissingPath {
  /** The part that is not there, as written. */
  segment: string;
  /** What it was looked for in, as written. */
  parent: string;
  /** Keys that are there, a few of them; for a list how long it is. */
  available: readonly string[];
  /** How many keys there are in all. */
  count: number;
  /** The key that was probably meant. */
  near: string | undefined;
}

const SHOWN_KEYS = 8;

type Member = Extract<AnyNode, { type: 'MemberExpression' }>;

/** The key a member expression reads, when it is written down and not computed. */
export function writtenKey(node: Member): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  if (node.property.type !== 'Literal') return undefined;
  const { value } = node.property;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** What is missing at a member expression whose object is `target`. */
export function describeMissing(node: Member, text: string, target: unknown): MissingPath {
  const keys = isPlainObject(target) ? Object.keys(target) : [];
  const key = writtenKey(node);
  return {
    segment: text.slice(node.property.start, node.property.end),
    parent: text.slice(node.object.start, node.object.end),
    available: keys.slice(0, SHOWN_KEYS),
    count: Array.isArray(target) ? target.length : keys.length,
    near: key === undefined ? undefined : nearestName(key, keys),
  };
}

/** In words: `$json.body has no town. It has: customer, city. Did you mean city?` */
export function missingMessage({ segment, parent, available, count, near }: MissingPath): string {
  const more = count > available.length ? ', …' : '';
  const has = available.length === 0 ? '' : ` It has: ${available.join(', ')}${more}.`;
  return `${parent} has no ${segment}.${has}${near === undefined ? '' : ` Did you mean ${near}?`}`;
}
