/** One value against one field. */
import { RE2JS } from 're2js';
import { findOperatorRow } from '@/core/items/condition-operators';
import type { ParameterIssue, RowContext } from './check-context';
import type { Field, NumberField, TextField } from './field';
import { hasExpression, isExpressionValue } from './visible-fields';

type Place = RowContext;

/** The value as an executor takes it; faults go to the issues of the context. */
export function checkValue(field: Field, value: unknown, at: Place): unknown {
  switch (field.kind) {
    case 'text':
      return checkText(field, value, at);
    case 'code':
      return typeof value === 'string' ? value : wrongKind(field, 'text', value, at);
    case 'number':
      return checkNumber(field, value, at);
    case 'boolean':
      return checkBoolean(field, value, at);
    case 'select':
      return checkOption(field, value, at);
    case 'multi-select':
      return eachOf(field, value, at, (entry, path) => checkOption(field, entry, { ...at, path }));
    case 'json':
      return value;
    case 'key-value':
      return checkPairs(field, value, at);
    case 'conditions':
      return eachOf(field, value, at, (entry, path) => checkCondition(field, entry, { ...at, path }));
    case 'list':
      if (field.max !== undefined && Array.isArray(value) && value.length > field.max) {
        issue(at, 'parameter.range', `"${field.label}" holds at most ${field.max} rows.`, { max: field.max });
      }
      return eachOf(field, value, at, (entry, path) =>
        at.checkRow(entry, { ...at, fields: field.item, path }),
      );
  }
}

function checkText(field: TextField, value: unknown, at: Place): unknown {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return wrongKind(field, 'text', value, at);
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    const message = `"${field.label}" is longer than ${field.maxLength} characters.`;
    issue(at, 'parameter.range', message, { max: field.maxLength });
  } else if (field.pattern && !patternOf(field.pattern.source).matches(text)) {
    issue(at, 'parameter.pattern', `"${field.label}" is not right. ${field.pattern.message}`, {
      hint: field.pattern.message,
    });
  }
  return text;
}

// Patterns are few (they belong to definitions) and matched in linear time, whoever wrote them.
const patterns = new Map<string, RE2JS>();
function patternOf(source: string): RE2JS {
  const known = patterns.get(source);
  if (known) return known;
  const made = RE2JS.compile(source);
  if (patterns.size < 1000) patterns.set(source, made);
  return made;
}

function checkNumber(field: NumberField, value: unknown, at: Place): unknown {
  const number =
    typeof value === 'string' && /^\s*[+-]?(\d|\.\d)[\d.eE+-]*\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrongKind(field, 'number', value, at);
  if (field.integer && !Number.isInteger(number)) {
    issue(at, 'parameter.range', `"${field.label}" must be a whole number.`, {});
  } else if (field.min !== undefined && number < field.min) {
    issue(at, 'parameter.range', `"${field.label}" must be at least ${field.min}.`, { min: field.min });
  } else if (field.max !== undefined && number > field.max) {
    issue(at, 'parameter.range', `"${field.label}" must be at most ${field.max}.`, { max: field.max });
  }
  return number;
}

function checkBoolean(field: Field, value: unknown, at: Place): unknown {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return wrongKind(field, 'yes or no', value, at);
}

function checkOption(
  field: Extract<Field, { kind: 'select' | 'multi-select' }>,
  value: unknown,
  at: Place,
): unknown {
  if (at.options.expressions && isExpressionValue(field, value)) return value;
  const text = typeof value === 'number' ? String(value) : value;
  if (field.options.some((option) => option.value === text)) return text;
  const options = field.options.map((option) => option.value).join(', ');
  issue(at, 'parameter.option', `"${field.label}" must be one of: ${options}.`, { options });
  return value;
}

/** Name-value pairs; a plain object is read as pairs, since people write headers so. */
function checkPairs(field: Field, value: unknown, at: Place): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const list: unknown = isObject
    ? Object.entries(value).map(([name, entry]) => ({ name, value: entry as unknown }))
    : value;
  return eachOf(field, list, at, (entry, path) => {
    const isPair =
      typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
    if (!isPair) return wrongKind(field, 'pair of name and value', entry, { ...at, path });
    return { name: entry.name, value: 'value' in entry ? entry.value : '' };
  });
}

function checkCondition(field: Field, entry: unknown, at: Place): unknown {
  const operator =
    typeof entry === 'object' && entry !== null && 'operator' in entry ? entry.operator : undefined;
  if (typeof operator !== 'string') return wrongKind(field, 'condition', entry, at);
  if (!findOperatorRow(operator)) {
    issue(
      { ...at, path: [...at.path, 'operator'] },
      'parameter.operator',
      `There is no comparison "${operator}".`,
      { operator },
    );
  }
  return entry;
}

function eachOf(
  field: Field,
  value: unknown,
  at: Place,
  check: (entry: unknown, path: readonly (string | number)[]) => unknown,
): unknown {
  if (!Array.isArray(value)) return wrongKind(field, 'list', value, at);
  return value.map((entry: unknown, index) => check(entry, [...at.path, index]));
}

function wrongKind(field: Field, wanted: string, value: unknown, at: Place): unknown {
  const found = Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value;
  const hint = hasExpression(value) ? ' It takes no expressions.' : '';
  issue(at, 'parameter.type', `"${field.label}" must be a ${wanted}, but is a ${found}.${hint}`, {
    wanted,
    found,
  });
  return value;
}

function issue(at: Place, code: string, message: string, params: Record<string, string | number>): void {
  const found: ParameterIssue = { path: at.path, code, message, params };
  at.issues.push(found);
}
