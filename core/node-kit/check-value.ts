/** One value against one field. */
import { RE2JS } from 're2js';
import { findOperatorRow } from '@/core/items/condition-operators';
import { isSafePattern } from '@/core/items/safe-pattern';
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
      return typeof value === 'string' ? value : wrongKind(value, { field, at: at }, 'text');
    case 'number':
      return checkNumber(field, value, at);
    case 'boolean':
      return checkBoolean(field, value, at);
    case 'select':
      return checkOption(field, value, at);
    case 'multi-select':
      return eachOf(value, { field, at }, (entry, path) => checkOption(field, entry, { ...at, path }));
    case 'json':
      return value;
    case 'key-value':
      return checkPairs(field, value, at);
    case 'conditions':
      return eachOf(value, { field, at }, (entry, path) => checkCondition(field, entry, { ...at, path }));
    case 'list':
      if (field.max !== undefined && Array.isArray(value) && value.length > field.max) {
        issue(at, {
          code: 'parameter.range',
          message: `"${field.label}" holds at most ${field.max} rows.`,
          params: { field: field.label, rule: 'rows', limit: field.max },
        });
      }
      return eachOf(value, { field, at }, (entry, path) =>
        at.checkRow(entry, { ...at, fields: field.item, path }),
      );
  }
}

function checkText(field: TextField, value: unknown, at: Place): unknown {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return wrongKind(value, { field, at: at }, 'text');
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    const message = `"${field.label}" is longer than ${field.maxLength} characters.`;
    issue(at, {
      code: 'parameter.range',
      message,
      params: { field: field.label, rule: 'length', limit: field.maxLength },
    });
  } else if (field.pattern && !patternOf(field.pattern.source).matches(text)) {
    issue(at, {
      code: 'parameter.pattern',
      message: `"${field.label}" is not right. ${field.pattern.message}`,
      params: { field: field.label, hint: field.pattern.message },
    });
  } else if (field.holds === 'pattern' && !isSafePattern(text)) badPattern(field, at);
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
  if (typeof number !== 'number' || !Number.isFinite(number))
    return wrongKind(value, { field, at: at }, 'number');
  if (field.integer && !Number.isInteger(number)) {
    issue(at, {
      code: 'parameter.range',
      message: `"${field.label}" must be a whole number.`,
      params: { field: field.label, rule: 'whole' },
    });
  } else if (field.min !== undefined && number < field.min) {
    issue(at, {
      code: 'parameter.range',
      message: `"${field.label}" must be at least ${field.min}.`,
      params: { field: field.label, rule: 'min', limit: field.min },
    });
  } else if (field.max !== undefined && number > field.max) {
    issue(at, {
      code: 'parameter.range',
      message: `"${field.label}" must be at most ${field.max}.`,
      params: { field: field.label, rule: 'max', limit: field.max },
    });
  }
  return number;
}

function checkBoolean(field: Field, value: unknown, at: Place): unknown {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return wrongKind(value, { field, at: at }, 'boolean');
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
  issue(at, {
    code: 'parameter.option',
    message: `"${field.label}" must be one of: ${options}.`,
    params: { field: field.label, options },
  });
  return value;
}

/** Name-value pairs; a plain object is read as pairs, since people write headers so. */
function checkPairs(field: Field, value: unknown, at: Place): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const list: unknown = isObject
    ? Object.entries(value).map(([name, entry]) => ({ name, value: entry as unknown }))
    : value;
  return eachOf(list, { field, at }, (entry, path) => {
    const isPair =
      typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
    if (!isPair) return wrongKind(entry, { field, at: { ...at, path } }, 'pair');
    return { name: entry.name, value: 'value' in entry ? entry.value : '' };
  });
}

function checkCondition(field: Field, entry: unknown, at: Place): unknown {
  const operator =
    typeof entry === 'object' && entry !== null && 'operator' in entry ? entry.operator : undefined;
  if (typeof operator !== 'string') return wrongKind(entry, { field, at: at }, 'condition');
  if (!findOperatorRow(operator)) {
    const message = `There is no comparison "${operator}".`;
    issue(
      { ...at, path: [...at.path, 'operator'] },
      { code: 'parameter.operator', message, params: { operator } },
    );
  }
  checkConditionPattern(field, entry, at);
  checkConditionLeft(field, entry, at);
  return entry;
}

/** A condition that nobody filled in compares nothing with nothing, which is true for every item. */
function checkConditionLeft(field: Field, entry: unknown, at: Place): void {
  const { left } = entry as { left?: unknown }; // checkCondition has just looked
  // Of what an expression gave, nothing may well be the value.
  if (!at.options.expressions || !at.options.required) return;
  if (left !== undefined && left !== null && left !== '') return;
  issue(
    { ...at, path: [...at.path, 'left'] },
    {
      code: 'parameter.required',
      message: `"${field.label}" is empty.`,
      params: { field: field.label },
      fix: `Fill in "${field.label}".`,
    },
  );
}

const PATTERN_HINT =
  'It must be a regular expression; look-ahead, look-behind and back references are not available.';

/** A pattern that is written out can be judged before the run. */
function checkConditionPattern(field: Field, entry: unknown, at: Place): void {
  const { operator, right } = entry as { operator: string; right?: unknown }; // checkCondition has just looked
  if (!(findOperatorRow(operator)?.name ?? '').endsWith('matches')) return;
  if (typeof right !== 'string' || hasExpression(right) || isSafePattern(right)) return;
  badPattern(field, { ...at, path: [...at.path, 'right'] });
}

function badPattern(field: Field, at: Place): void {
  issue(at, {
    code: 'parameter.pattern',
    message: `"${field.label}" is not right. ${PATTERN_HINT}`,
    params: { field: field.label, hint: PATTERN_HINT },
  });
}

interface Spot {
  field: Field;
  at: Place;
}

function eachOf(
  value: unknown,
  spot: Spot,
  check: (entry: unknown, path: readonly (string | number)[]) => unknown,
): unknown {
  if (!Array.isArray(value)) return wrongKind(value, spot, 'list');
  return value.map((entry: unknown, index) => check(entry, [...spot.at.path, index]));
}

const KIND_NAMES = {
  boolean: 'yes or no',
  condition: 'condition',
  list: 'list',
  number: 'number',
  pair: 'pair of name and value',
  text: 'text',
} as const;

function wrongKind(value: unknown, { field, at }: Spot, wanted: keyof typeof KIND_NAMES): unknown {
  const found = Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value;
  const expression = hasExpression(value) ? 'yes' : 'no';
  const hint = expression === 'yes' ? ' It takes no expressions.' : '';
  const message = `"${field.label}" must be a ${KIND_NAMES[wanted]}, but is a ${found}.${hint}`;
  issue(at, { code: 'parameter.type', message, params: { field: field.label, wanted, found, expression } });
  return value;
}

function issue(at: Place, found: Omit<ParameterIssue, 'path'>): void {
  at.issues.push({ path: at.path, ...found });
}
