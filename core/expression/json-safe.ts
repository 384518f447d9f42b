/**
 * Turns a value of an expression into plain JSON data: new objects and arrays without any link to the input, dates as
 * ISO text, functions refused, sizes bounded. A top-level undefined stays undefined.
 */
import { DateTime, Duration, Interval } from 'luxon';
import { Fault } from './errors';
import { LIMITS, type Run } from './run';
import { DateValue, isPlainObject, Lambda, NodeRef, Pattern, setOwn, type PlainObject } from './values';

interface Meter {
  nodes: number;
  length: number;
}

/** The value as JSON data, or undefined. */
export function toJsonSafe(_run: Run, value: unknown): unknown {
  if (typeof value === 'string') return checkedText(value);
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  return convert(value, { nodes: 0, length: 0 }, 0);
}

/** JSON data as part of a text: null and undefined nothing, objects JSON. */
export function toTemplateText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function checkedText(text: string): string {
  if (text.length > LIMITS.resultLength) throw tooLarge();
  return text;
}

function tooLarge(): Fault {
  return new Fault('budget', 'The result of this expression is too large. Use a Code node for large data.');
}

function convert(value: unknown, meter: Meter, depth: number): unknown {
  if (++meter.nodes > LIMITS.resultNodes) throw tooLarge();
  switch (typeof value) {
    case 'string':
      meter.length += value.length;
      if (meter.length > LIMITS.resultLength) throw tooLarge();
      return value;
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'object':
      return value === null ? null : convertObject(value, meter, depth);
    case 'undefined':
      return undefined;
    default:
      throw notData();
  }
}

function notData(): Fault {
  return new Fault('not-allowed', 'A function cannot be a result. Call it, and return what it gives.');
}

function convertObject(value: object, meter: Meter, depth: number): unknown {
  if (depth > LIMITS.resultDepth)
    throw new Fault('budget', 'The result of this expression is nested too deeply.');
  if (Array.isArray(value)) return convertList(value, meter, depth);
  if (isPlainObject(value)) return convertEntries(Object.entries(value), meter, depth);
  if (value instanceof DateTime || value instanceof Interval || value instanceof Duration)
    return value.toISO();
  if (value instanceof DateValue) return Number.isFinite(value.ms) ? new Date(value.ms).toISOString() : null;
  if (value instanceof Set) return convertList([...value], meter, depth);
  if (value instanceof Map) return convertMap(value, meter, depth);
  if (value instanceof URL) return convert(value.href, meter, depth);
  if (value instanceof URLSearchParams) return convert(value.toString(), meter, depth);
  if (value instanceof Pattern) return convert(`/${value.source}/${value.flags}`, meter, depth);
  if (value instanceof Lambda) throw notData();
  throw new Fault(
    'not-allowed',
    value instanceof NodeRef
      ? `$('${value.name}') is not a value. Take .item.json, .first() or .all() of it.`
      : 'This is not a value. Take a property or call a method of it.',
  );
}

function convertList(list: readonly unknown[], meter: Meter, depth: number): unknown[] {
  const result: unknown[] = [];
  // As in JSON: an entry that is not there is null.
  for (let index = 0; index < list.length; index++)
    result.push(convert(list[index], meter, depth + 1) ?? null);
  return result;
}

function convertEntries(
  entries: readonly (readonly [string, unknown])[],
  meter: Meter,
  depth: number,
): PlainObject {
  const result: PlainObject = {};
  for (const [key, entry] of entries) {
    meter.length += key.length;
    const converted = convert(entry, meter, depth + 1);
    if (converted !== undefined) setOwn(result, key, converted);
  }
  return result;
}

function convertMap(map: ReadonlyMap<unknown, unknown>, meter: Meter, depth: number): PlainObject {
  const entries = [...map].map(([key, entry]): [string, unknown] => {
    if (typeof key === 'string' || typeof key === 'number') return [String(key), entry];
    throw new Fault('type', 'A Map becomes an object only when its keys are texts or numbers.');
  });
  return convertEntries(entries, meter, depth);
}
