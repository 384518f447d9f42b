/**
 * JMESPath over plain data (jmespath.org). Own properties only; every step is charged to the evaluation's budget. What
 * is not there is null. Order is compared as JavaScript compares texts and numbers, which is more than the
 * specification asks for and what people's queries rely on.
 */
import { isPrimitive } from '../coerce';
import { Fault } from '../errors';
import { createLru } from '../lru';
import { charge, chargeList, type Run } from '../run';
import { canonicalJson } from '../tables/json';
import { isPlainObject, setOwn, type PlainObject } from '../values';
import { callFunction, Reference } from './functions';
import { parseQuery, type Query } from './parse';

const cache = createLru<Query>(200, 200_000);

/** What the query finds in the value; null when there is nothing. Throws a Fault. */
export function searchJson(run: Run, value: unknown, source: string): unknown {
  let query = cache.get(source);
  if (!query) {
    charge(run, 50 + source.length * 4);
    query = parseQuery(source);
    cache.set(source, query);
  }
  const found = evaluate(run, query, value ?? null);
  if (found instanceof Reference) throw new Fault('type', 'A JMESPath query cannot end in an & expression.');
  return found;
}

function evaluate(run: Run, query: Query, value: unknown): unknown {
  charge(run, 4);
  switch (query.kind) {
    case 'current':
      return value;
    case 'literal':
      return query.value;
    case 'field':
      return isPlainObject(value) && Object.hasOwn(value, query.name) ? (value[query.name] ?? null) : null;
    case 'index':
      return Array.isArray(value) ? ((value.at(query.index) as unknown) ?? null) : null;
    case 'slice':
      return Array.isArray(value) ? slice(run, value, query) : null;
    case 'then':
      return evaluate(run, query.right, evaluate(run, query.left, value));
    case 'list-projection':
      return project(run, query.right, evaluate(run, query.left, value));
    case 'value-projection': {
      const object = evaluate(run, query.left, value);
      return isPlainObject(object) ? project(run, query.right, Object.values(object)) : null;
    }
    case 'filter-projection':
      return filter(run, query, evaluate(run, query.left, value));
    case 'flatten':
      return flatten(run, evaluate(run, query.inner, value));
    case 'select-list':
      return value === null ? null : query.entries.map((entry) => evaluate(run, entry, value));
    case 'select-hash':
      return value === null ? null : selectHash(run, query.entries, value);
    case 'or': {
      const left = evaluate(run, query.left, value);
      return isFalse(left) ? evaluate(run, query.right, value) : left;
    }
    case 'and': {
      const left = evaluate(run, query.left, value);
      return isFalse(left) ? left : evaluate(run, query.right, value);
    }
    case 'not':
      return isFalse(evaluate(run, query.inner, value));
    case 'compare':
      return compare(
        run,
        query.operator,
        evaluate(run, query.left, value),
        evaluate(run, query.right, value),
      );
    case 'reference':
      return new Reference((entry) => evaluate(run, query.inner, entry ?? null));
    case 'call':
      return callFunction(
        run,
        query.name,
        query.args.map((arg) => evaluate(run, arg, value)),
      );
  }
}

/** Empty texts, lists and objects are false; 0 is not. */
function isFalse(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

function project(run: Run, right: Query, list: unknown): unknown {
  if (!Array.isArray(list)) return null;
  chargeList(run, list.length);
  const result: unknown[] = [];
  for (const entry of list) {
    const found = evaluate(run, right, entry ?? null);
    if (found !== null && found !== undefined) result.push(found);
  }
  return result;
}

function filter(run: Run, query: Extract<Query, { kind: 'filter-projection' }>, list: unknown): unknown {
  if (!Array.isArray(list)) return null;
  const kept = list.filter((entry: unknown) => !isFalse(evaluate(run, query.condition, entry ?? null)));
  return project(run, query.right, kept);
}

function flatten(run: Run, list: unknown): unknown {
  if (!Array.isArray(list)) return null;
  const result: unknown[] = [];
  for (const entry of list as unknown[]) {
    if (!Array.isArray(entry)) result.push(entry);
    else {
      chargeList(run, result.length + entry.length);
      for (const inner of entry) result.push(inner);
    }
  }
  chargeList(run, result.length);
  return result;
}

function slice(
  run: Run,
  list: readonly unknown[],
  { from, to, step = 1 }: { from: number | undefined; to: number | undefined; step: number | undefined },
): unknown[] {
  if (step === 0) throw new Fault('type', 'The step of a JMESPath slice cannot be 0.');
  chargeList(run, list.length);
  const bound = (at: number | undefined, otherwise: number): number => {
    if (at === undefined) return otherwise;
    const place = at < 0 ? at + list.length : at;
    return step > 0
      ? Math.min(Math.max(place, 0), list.length)
      : Math.min(Math.max(place, -1), list.length - 1);
  };
  const result: unknown[] = [];
  const end = bound(to, step > 0 ? list.length : -1);
  for (let at = bound(from, step > 0 ? 0 : list.length - 1); step > 0 ? at < end : at > end; at += step)
    result.push(list[at]);
  return result;
}

function selectHash(run: Run, entries: readonly (readonly [string, Query])[], value: unknown): PlainObject {
  const result: PlainObject = {};
  for (const [key, entry] of entries) setOwn(result, key, evaluate(run, entry, value));
  return result;
}

function compare(run: Run, operator: string, a: unknown, b: unknown): boolean | null {
  if (operator === '==' || operator === '!=') {
    const same = isPrimitive(a) && isPrimitive(b) ? a === b : canonicalJson(run, a) === canonicalJson(run, b);
    return same === (operator === '==');
  }
  if (!isOrdered(a) || !isOrdered(b)) return null;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function isOrdered(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
