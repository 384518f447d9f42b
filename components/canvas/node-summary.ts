/** One line under a node's name that says what it does: derived from its fields, so every node type has one. */
import type { Field, SelectField } from '@/core/node-kit/field';
import type { Json, JsonObject } from '@/core/items/item';
import { visibleFields } from '@/core/node-kit/visible-fields';

const LENGTH = 64;

/** Leaves out the braces and the usual prefix of an expression: `{{ $json.amount }}` reads `amount`. */
export function plainText(value: string): string {
  return value
    .replace(/\{\{\s*/g, '')
    .replace(/\s*\}\}/g, '')
    .replace(/\$json\./g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const SYMBOLS: Readonly<Record<string, string>> = {
  equals: '=',
  'not-equals': '≠',
  greater: '>',
  'greater-or-equal': '≥',
  less: '<',
  'less-or-equal': '≤',
};

/** `number.greater` → `>`, `string.starts-with` → `starts with`. */
export function operatorText(operator: string): string {
  const operation = operator.slice(operator.indexOf('.') + 1);
  return SYMBOLS[operation] ?? operation.replace(/-/g, ' ');
}

function scalar(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return plainText(value);
  return typeof value === 'object' ? '' : String(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text that is no JSON written out. */
function shortText(value: Json | undefined): string {
  const text = scalar(value);
  return /^[{[]/.test(text) ? '' : text;
}

function conditionText(value: Json | undefined): string {
  if (!Array.isArray(value)) return '';
  const [first] = value;
  if (!isObject(first)) return '';
  const text = [scalar(first.left), operatorText(scalar(first.operator)), scalar(first.right)].filter(
    Boolean,
  );
  return text.length < 2 ? '' : text.join(' ') + (value.length > 1 ? ` +${value.length - 1}` : '');
}

function listText(value: Json | undefined): string {
  if (!Array.isArray(value)) return '';
  const names = value.map((entry) => (isObject(entry) ? scalar(entry.name ?? entry.port) : scalar(entry)));
  return names.filter(Boolean).join(', ');
}

/** Choices say something when they are signs of their own (`POST`); words such as "None" would stand without context. */
function selectText(field: SelectField, value: Json | undefined): string {
  const label = field.options.find((option) => option.value === value)?.label ?? '';
  return label === label.toUpperCase() ? label : '';
}

function fieldText(field: Field, value: Json | undefined): string {
  switch (field.kind) {
    case 'text':
      return field.secret === true || field.multiline === true ? '' : scalar(value);
    case 'number':
      return value === undefined ? '' : scalar(value);
    case 'select':
      return selectText(field, value);
    case 'multi-select':
    case 'list':
      return listText(value);
    case 'conditions':
      return conditionText(value);
    case 'json':
      return isObject(value) ? Object.keys(value).join(', ') : shortText(value);
    default:
      return '';
  }
}

/** The line for a node, from the first two fields that say something. Empty when nothing was set. */
export function summariseParameters(fields: readonly Field[], parameters: JsonObject): string {
  const parts: string[] = [];
  for (const field of visibleFields(fields, parameters)) {
    if (parts.length === 2) break;
    const text = fieldText(field, parameters[field.name]);
    if (text) parts.push(text);
  }
  const line = parts.join(' · ');
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line;
}
