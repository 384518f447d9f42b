/**
 * Looking at values for a person: what an expression's text gives over sample data, in a few words. Never throws; what
 * cannot be evaluated is simply not known.
 */
import { DateTime, Duration } from 'luxon';
import { compileExpression } from './compile';
import { createRun } from './run';
import type { ExpressionEnv } from './scope';
import { DateValue, isPlainObject } from './values';

const LENGTH = 60;

/** What a piece of an expression gives over the data, not yet turned into JSON; undefined when it fails. */
export function sampleValue(source: string, env: ExpressionEnv): unknown {
  const compiled = compileExpression(source);
  if (!('ok' in compiled)) return undefined;
  try {
    return compiled.ok.evaluate(createRun(env), undefined);
  } catch {
    // A hint less: the problem itself is shown by the preview.
    return undefined;
  }
}

/** A value on one short line; empty for what says nothing by itself (a function, another node). */
export function describeValue(value: unknown, length = LENGTH): string {
  if (typeof value === 'string') return JSON.stringify(cut(value, length));
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  if (isPlainObject(value)) return cut(`{ ${Object.keys(value).join(', ')} }`, length);
  if (value instanceof DateTime) return value.toISO() ?? '';
  if (value instanceof DateValue) return Number.isNaN(value.ms) ? '' : new Date(value.ms).toISOString();
  if (value instanceof Duration) return value.toISO() ?? '';
  if (value === null || ['number', 'boolean'].includes(typeof value)) return String(value);
  return '';
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
