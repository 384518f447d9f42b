/** JSON to values and back, within the budget. */
import { expectList, isPrimitive, toInteger, toText } from '../coerce';
import { Fault } from '../errors';
import { toJsonSafe } from '../json-safe';
import { charge, chargeText, type Run } from '../run';
import { isPlainObject } from '../values';

export function parseJson(run: Run, value: unknown): unknown {
  const text = toText(run, value);
  chargeText(run, text.length * 4);
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    throw new Fault('type', 'This text is not valid JSON.');
  }
}

/** The same; undefined for a text that is not JSON. */
export function tryParseJson(run: Run, value: unknown): unknown {
  try {
    return parseJson(run, value);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'type') return undefined;
    throw error;
  }
}

/** `JSON.stringify(value, keys?, indent?)`: undefined for undefined, as in JavaScript. */
export function writeJson(
  run: Run,
  value: unknown,
  options: { keys?: unknown; indent?: unknown } = {},
): string | undefined {
  const data = toJsonSafe(run, value);
  const keys =
    options.keys === undefined || options.keys === null
      ? undefined
      : expectList(options.keys, 'The list of keys');
  const indent = isPrimitive(options.indent) ? options.indent : undefined;
  const space =
    typeof indent === 'string' ? indent.slice(0, 10) : Math.min(10, toInteger(run, indent ?? undefined, 0));
  charge(run, countNodes(data));
  const text: string | undefined = JSON.stringify(
    data,
    keys?.map((key) => toText(run, key)),
    space,
  );
  if (text !== undefined) chargeText(run, text.length);
  return text;
}

/** The same text for equal values, whatever the order of their keys. */
export function canonicalJson(run: Run, value: unknown): string {
  const text = JSON.stringify(sorted(toJsonSafe(run, value))) ?? 'undefined';
  charge(run, 4 + text.length / 2);
  return text;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  const result: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) result[key] = sorted(value[key]);
  return result;
}

function countNodes(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + countNodes(entry), 1);
  if (isPlainObject(value))
    return Object.values(value).reduce<number>((sum, entry) => sum + countNodes(entry), 1);
  return 1;
}
