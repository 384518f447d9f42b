/**
 * Reading properties and calling methods: the only two ways from one value to another. Own data of plain objects and
 * arrays is read directly; everything else goes through the tables.
 */
import { Fault, nearestName } from './errors';
import { describeKind, toKey } from './coerce';
import { charge, type Run } from './run';
import type { KindTable } from './table';
import { KIND_TABLES } from './tables/kinds';
import { nodeRef } from './tables/nodes';
import { NOTHING_TABLE } from './tables/number';
import { isPlainObject, kindOf, Lambda, NodesRef, type PlainObject } from './values';

/** `target.key`. A missing target gives undefined; the name of a method without a call is refused. */
export function readMember(run: Run, target: unknown, key: string | number): unknown {
  if (target === null || target === undefined) return undefined;
  if (Array.isArray(target)) {
    // An array's own properties are its indexes and its length.
    return Object.hasOwn(target, key) ? (target as unknown as PlainObject)[key] : undefined;
  }
  if (isPlainObject(target)) return Object.hasOwn(target, key) ? target[key] : undefined;
  if (typeof target === 'string') return readText(target, key);
  const name = String(key);
  if (target instanceof NodesRef) return nodeRef(run, name, target.index);
  const table = KIND_TABLES[kindOf(target)];
  const property = table.properties.get(name);
  if (property) return property.get(target, run);
  if (table.functions.has(name)) throw notTaken(name);
  if (typeof target !== 'object') return undefined;
  throw unknownMember(table, target, name);
}

function readText(target: string, key: string | number): unknown {
  if (key === 'length') return target.length;
  const index = typeof key === 'number' ? key : Number(key);
  return Number.isInteger(index) && String(index) === String(key) ? target[index] : undefined;
}

/** `target.key(...args)`. */
export function callMember(
  run: Run,
  target: unknown,
  key: string | number,
  args: readonly unknown[],
): unknown {
  const name = String(key);
  if (target === null || target === undefined) {
    const onNothing = NOTHING_TABLE.functions.get(name);
    if (onNothing) return onNothing.call(target, args, run);
    throw new Fault(
      'type',
      `Cannot call ${name}() on ${describeKind(target)}. Write ?.${name}() where it may be missing.`,
      {
        params: { name },
      },
    );
  }
  const kind = kindOf(target);
  if (kind === 'object') {
    const own = readMember(run, target, key);
    if (own instanceof Lambda) return own.call(args[0], args[1], args[2], args[3]);
  }
  const table = KIND_TABLES[kind];
  const entry = table.functions.get(name);
  if (!entry) throw unknownMember(table, target, name);
  charge(run, sizeOf(target));
  return entry.call(target, args, run);
}

/** Calls what an expression gave: a function of its own, or nothing that may be called. */
export function callValue(callee: unknown, args: readonly unknown[]): unknown {
  if (callee instanceof Lambda) return callee.call(args[0], args[1], args[2], args[3]);
  throw new Fault('type', `This is ${describeKind(callee)} and cannot be called.`);
}

/** Refuses what is neither a text nor a number, before anything is read. */
export function memberKey(key: unknown): string | number {
  return toKey(key);
}

function sizeOf(target: unknown): number {
  if (typeof target === 'string') return 2 + target.length / 32;
  if (Array.isArray(target)) return 2 + target.length / 4;
  if (target instanceof Set || target instanceof Map) return 2 + target.size / 4;
  return 4;
}

function notTaken(name: string): Fault {
  return new Fault('not-allowed', `${name} is a function: call it as ${name}().`, { params: { name } });
}

function unknownMember(table: KindTable, target: unknown, name: string): Fault {
  const near = nearestName(name, [...table.functions.keys(), ...table.properties.keys()]);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return new Fault('unknown-name', `${capital(describeKind(target))} has no ${name}.${hint}`, {
    params: { name, ...(near === undefined ? {} : { near }) },
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
