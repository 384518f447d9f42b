/**
 * The values an expression can hold and how their kind is told. Everything that is not plain JSON data is one of the
 * classes named here; any other object is *foreign* and can be neither read, called nor returned.
 */
import { DateTime, Duration, Interval } from 'luxon';
import type { RE2JS } from 're2js';
import type { EnvNode } from './scope';

export type ValueKind =
  | 'undefined'
  | 'null'
  | 'text'
  | 'number'
  | 'boolean'
  | 'array'
  | 'object'
  | 'function'
  | 'date'
  | 'datetime'
  | 'duration'
  | 'interval'
  | 'set'
  | 'map'
  | 'url'
  | 'url-params'
  | 'regexp'
  | 'formatter'
  | 'node'
  | 'input'
  | 'nodes'
  | 'foreign';

type Callback = (a?: unknown, b?: unknown, c?: unknown, d?: unknown) => unknown;

/** An arrow function of the expression. Never a JavaScript function, so nothing of the host can call it by accident. */
export class Lambda {
  readonly call: Callback;
  constructor(call: Callback) {
    this.call = call;
  }
}

/** What `new Date()` makes: a moment; its parts are read in the workflow's zone. NaN is an invalid date. */
export class DateValue {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** A regular expression, matched in linear time. It keeps no position between calls. */
export class Pattern {
  readonly source: string;
  readonly flags: string;
  readonly engine: RE2JS;
  constructor(source: string, flags: string, engine: RE2JS) {
    this.source = source;
    this.flags = flags;
    this.engine = engine;
  }
}

/** What `new Intl.NumberFormat()` and `new Intl.DateTimeFormat()` make: something with one method, `format`. */
export class Formatter {
  readonly format: (value: unknown) => string;
  constructor(format: (value: unknown) => string) {
    this.format = format;
  }
}

/** `$('Name')`. */
export class NodeRef {
  readonly name: string;
  readonly data: EnvNode;
  /** The item of the step's input whose origin is asked for; the current one when undefined. */
  readonly index: number | undefined;
  constructor(name: string, data: EnvNode, index?: number) {
    this.name = name;
    this.data = data;
    this.index = index;
  }
}

/** `$input`. */
export class InputRef {
  readonly brand = 'input';
}

/** `$node`, and `$item(2).$node`. */
export class NodesRef {
  readonly index: number | undefined;
  constructor(index?: number) {
    this.index = index;
  }
}

export type PlainObject = Record<string, unknown>;

/** True for an object literal or parsed JSON; false for everything with another prototype. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function kindOf(value: unknown): ValueKind {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'undefined':
      return 'undefined';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'array';
      return isPlainObject(value) ? 'object' : kindOfInstance(value);
    default:
      return 'foreign';
  }
}

function kindOfInstance(value: object): ValueKind {
  if (value instanceof Lambda) return 'function';
  if (value instanceof DateTime) return 'datetime';
  if (value instanceof DateValue) return 'date';
  if (value instanceof NodeRef) return 'node';
  if (value instanceof InputRef) return 'input';
  if (value instanceof NodesRef) return 'nodes';
  if (value instanceof Pattern) return 'regexp';
  if (value instanceof Set) return 'set';
  if (value instanceof Map) return 'map';
  if (value instanceof Formatter) return 'formatter';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Interval) return 'interval';
  if (value instanceof URL) return 'url';
  if (value instanceof URLSearchParams) return 'url-params';
  return 'foreign';
}

/** Sets an own property whatever its name: `__proto__` becomes plain data and never a prototype. */
export function setOwn(target: PlainObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else target[key] = value;
}
