/**
 * What may travel on an edge: plain JSON and nothing else. Checked where data enters a run (step outputs), so that
 * everything behind may rely on it.
 */

/** True for objects made by `{}`, JSON.parse or Object.create(null). */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export interface JsonLimits {
  /** Nesting; the value itself is depth 1. */
  maxDepth: number;
  /** Estimated size of the JSON text in characters. */
  maxSize: number;
}

/** Why a value is not plain JSON, and where. */
export interface NotJson {
  reason: 'type' | 'number' | 'depth' | 'size' | 'key';
  /** Dotted path inside the value. */
  path: string;
  /** What was found there. */
  found: string;
}

/**
 * Measures a JSON object, or says why it is none. `undefined` members count as left out, as in JSON.stringify.
 * Returns the estimated number of characters of its JSON text. O(size), no recursion deeper than `maxDepth`.
 */
export function measureJson(value: unknown, limits: JsonLimits): { size: number } | NotJson {
  const walk = { size: 0, limits, path: [] as string[] };
  const fault = isPlainObject(value)
    ? visit(value, 1, walk)
    : { reason: 'type' as const, path: '', found: describe(value) };
  return fault ?? { size: walk.size };
}

interface Walk {
  size: number;
  limits: JsonLimits;
  path: string[];
}

function visit(value: unknown, depth: number, walk: Walk): NotJson | null {
  if (depth > walk.limits.maxDepth) return fault('depth', `more than ${walk.limits.maxDepth} levels`, walk);
  const scalar = scalarSize(value);
  if (scalar !== null) walk.size += scalar;
  else if (typeof value === 'number') return fault('number', String(value), walk);
  else if (Array.isArray(value)) return visitList(value, depth, walk);
  else if (isPlainObject(value)) return visitMembers(value, depth, walk);
  else return fault('type', describe(value), walk);
  return walk.size > walk.limits.maxSize
    ? fault('size', `over ${walk.limits.maxSize} characters`, walk)
    : null;
}

function scalarSize(value: unknown): number | null {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value === 'number') return Number.isFinite(value) ? 8 : null;
  if (typeof value === 'boolean' || value === null) return 5;
  return null;
}

function visitList(list: readonly unknown[], depth: number, walk: Walk): NotJson | null {
  walk.size += 2 + list.length;
  if (walk.size > walk.limits.maxSize) return fault('size', `over ${walk.limits.maxSize} characters`, walk);
  for (let index = 0; index < list.length; index += 1) {
    walk.path.push(String(index));
    const found = visit(list[index], depth + 1, walk);
    if (found) return found;
    walk.path.pop();
  }
  return null;
}

function visitMembers(members: Record<string, unknown>, depth: number, walk: Walk): NotJson | null {
  walk.size += 2;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member === undefined) continue;
    walk.path.push(key);
    if (key === '__proto__') return fault('key', key, walk);
    walk.size += key.length + 4;
    const found = visit(member, depth + 1, walk);
    if (found) return found;
    walk.path.pop();
  }
  return null;
}

function fault(reason: NotJson['reason'], found: string, walk: Walk): NotJson {
  return { reason, path: walk.path.join('.'), found };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return typeof value;
  const maker: unknown = Reflect.get(value, 'constructor');
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'object';
}
