/** Whether a resolved value fits its field, and the conversions a field kind allows ("12" for a number). */
import { RE2JS } from 're2js';
import type { Field } from '@/core/node-kit/field';
import { isPlainObject } from './values';

/** A value that does not fit its field. */
export interface ParameterValueProblem {
  code:
    'parameter.required' | 'parameter.type' | 'parameter.range' | 'parameter.option' | 'parameter.pattern';
  message: string;
  params?: Record<string, string | number>;
}

export type Fitted = { value: unknown } | { problem: ParameterValueProblem };

/** The value as its executor gets it; the default where it is missing. */
export function fitField(field: Field, given: unknown): Fitted {
  const missing =
    given === undefined ||
    (given === null && field.kind !== 'json') ||
    (given === '' && field.kind !== 'text' && field.kind !== 'code' && field.kind !== 'json');
  if (missing && 'default' in field && field.default !== undefined) return { value: field.default };
  const empty = missing || (given === '' && field.kind !== 'json');
  if (empty && field.required) return fail(field, 'required', `${field.label} is empty. Give it a value.`);
  if (missing) return { value: undefined };
  return fitKind(field, given);
}

function fitKind(field: Field, value: unknown): Fitted {
  switch (field.kind) {
    case 'text':
      return fitText(field, value);
    case 'number':
      return fitNumber(field, value);
    case 'boolean':
      return fitBoolean(field, value);
    case 'select':
      return fitOptions(field, [value], (options) => options[0]);
    case 'multi-select':
      return fitOptions(field, Array.isArray(value) ? value : [value], (options) => options);
    case 'code':
      return typeof value === 'string' ? { value } : wrongType(field, 'a text');
    case 'list':
      return listOf(field, value, isPlainObject);
    case 'key-value':
      return listOf(field, value, (entry) => isPlainObject(entry) && Object.hasOwn(entry, 'name'));
    case 'conditions':
      return listOf(field, value, (entry) => isPlainObject(entry) && Object.hasOwn(entry, 'operator'));
    case 'json':
      return { value };
  }
}

function fitText(field: Extract<Field, { kind: 'text' }>, value: unknown): Fitted {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    return fail(field, 'range', `${field.label} may have at most ${field.maxLength} characters.`);
  }
  if (
    field.pattern &&
    text !== '' &&
    !RE2JS.compile(RE2JS.translateRegExp(field.pattern.source)).testExact(text)
  ) {
    return fail(field, 'pattern', field.pattern.message);
  }
  return { value: text };
}

function fitNumber(field: Extract<Field, { kind: 'number' }>, value: unknown): Fitted {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType(field, 'a number');
  if (field.integer && !Number.isInteger(number)) return wrongType(field, 'a whole number');
  if (field.min !== undefined && number < field.min)
    return fail(field, 'range', `${field.label} must be ${field.min} or more.`);
  if (field.max !== undefined && number > field.max)
    return fail(field, 'range', `${field.label} must be ${field.max} or less.`);
  return { value: number };
}

function fitBoolean(field: Field, value: unknown): Fitted {
  if (typeof value === 'boolean') return { value };
  if (value === 'true' || value === 'false') return { value: value === 'true' };
  return wrongType(field, 'true or false');
}

function fitOptions(
  field: Extract<Field, { kind: 'select' | 'multi-select' }>,
  values: readonly unknown[],
  shape: (options: string[]) => unknown,
): Fitted {
  const texts = values.map(String);
  const unknown = texts.find((text) => !field.options.some((option) => option.value === text));
  if (unknown === undefined) return { value: shape(texts) };
  const known = field.options.map((option) => option.value).join(', ');
  return fail(
    field,
    'option',
    `${field.label} cannot be "${unknown.slice(0, 60)}". Choose one of: ${known}.`,
  );
}

function listOf(field: Field, value: unknown, fits: (entry: unknown) => boolean): Fitted {
  if (!Array.isArray(value) || !value.every(fits)) return wrongType(field, 'a list');
  if (field.kind === 'list' && field.max !== undefined && value.length > field.max) {
    return fail(field, 'range', `${field.label} may have at most ${field.max} entries.`);
  }
  return { value };
}

function wrongType(field: Field, wanted: string): Fitted {
  return fail(field, 'type', `${field.label} must be ${wanted}.`);
}

function fail(
  field: Field,
  what: 'required' | 'type' | 'range' | 'option' | 'pattern',
  message: string,
): Fitted {
  return { problem: { code: `parameter.${what}`, message, params: { field: field.name } } };
}
