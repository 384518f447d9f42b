/** One line under a node's name that says what it does: derived from its fields, so every node type has one. */
import type { NodeDefinition } from '@/core/node-kit/definition';
import type { Field, ListField, MultiSelectField, SelectField, ValueLine } from '@/core/node-kit/field';
import type { Json, JsonObject } from '@/core/items/item';
import { visibleFields } from '@/core/node-kit/visible-fields';
import { formatDuration } from '@/components/run-view/timeline';

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

/** As many neighbours as this are written as from–to. */
const RANGE_FROM = 3;

/** The chosen options in their own order, those of a sequence drawn together: `Mon–Fri, Sun`. */
function choiceText(field: MultiSelectField, value: Json | undefined): string {
  if (!Array.isArray(value)) return '';
  const runs: string[][] = [];
  let wasChosen = false;
  for (const option of field.options) {
    const isChosen = value.includes(option.value);
    if (isChosen && wasChosen) runs.at(-1)?.push(option.label);
    else if (isChosen) runs.push([option.label]);
    wasChosen = isChosen;
  }
  return runs
    .map((run) =>
      run.length < RANGE_FROM || !field.isSequence ? run.join(', ') : `${run[0] ?? ''}–${run.at(-1) ?? ''}`,
    )
    .join(', ');
}

function listText(field: ListField, value: Json | undefined): string {
  if (!Array.isArray(value)) return '';
  if (field.itemLines) {
    const [first, ...others] = value.map((row) =>
      isObject(row) ? lineText(field.itemLines ?? [], field.item, row) : '',
    );
    return first && others.length > 0 ? `${first} +${others.length}` : (first ?? '');
  }
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
      // What is picked is an id, which tells people nothing.
      return field.secret || field.multiline || field.picks ? '' : scalar(value);
    case 'number':
      return typeof value === 'number' && field.unit === 'ms' ? formatDuration(value) : scalar(value);
    case 'select':
      return selectText(field, value);
    case 'multi-select':
      return choiceText(field, value);
    case 'list':
      return listText(field, value);
    case 'conditions':
      return conditionText(value);
    case 'json':
      return isObject(value) ? Object.keys(value).join(', ') : shortText(value);
    default:
      return '';
  }
}

/** A value as it counts: as it was set, else the field's default. */
function valueOf(field: Field, values: JsonObject): Json | undefined {
  return (Object.hasOwn(values, field.name) ? values[field.name] : field.default) as Json | undefined;
}

/** The first line that fits the values and has something to say for each of its fields. */
function lineText(lines: readonly ValueLine[], fields: readonly Field[], values: JsonObject): string {
  const find = (name: string) => fields.find((field) => field.name === name);
  const isMet = ({ when = {} }: ValueLine) =>
    Object.entries(when).every(([name, wanted]) => {
      const field = find(name);
      const value = field && valueOf(field, values);
      return wanted.some((one) => one === value);
    });
  for (const line of lines.filter(isMet)) {
    let isWhole = true;
    const text = line.text.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const field = find(name);
      const said = field ? fieldText(field, valueOf(field, values)) : '';
      isWhole &&= said !== '';
      return said;
    });
    if (isWhole) return text;
  }
  return '';
}

/** The line for a node: the definition's own, else from the first two fields that say something. Empty when nothing was set. */
export function summariseParameters(
  { fields, lines = [] }: Pick<NodeDefinition, 'fields' | 'lines'>,
  parameters: JsonObject,
): string {
  return shortened(lineText(lines, fields, parameters) || firstValues(fields, parameters));
}

function shortened(line: string): string {
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line;
}

function firstValues(fields: readonly Field[], parameters: JsonObject): string {
  const parts: string[] = [];
  for (const field of visibleFields(fields, parameters)) {
    if (parts.length === 2) break;
    const text = fieldText(field, parameters[field.name]);
    if (text) parts.push(text);
  }
  return parts.join(' · ');
}
