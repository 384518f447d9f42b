/** Set (Edit Fields) and Rename Keys. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { jsonText } from '../json-text';
import { objectsOf, own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

const TYPES = ['string', 'number', 'boolean', 'array', 'object'];

export const FIELD_RULES: readonly NodeRule[] = [
  { type: 'set', versions: [1, 2, 3.4], becomes: 'edit-fields', translate: setNode },
  { type: 'renameKeys', versions: [1], becomes: 'rename', translate: rename },
];

function setNode(context: NodeContext): Translation {
  const { version } = context.node;
  const parameters = version >= 3 ? newSet(context) : oldSet(context);
  if (context.get('options', 'dotNotation') === false) parameters['dots'] = false;
  return { type: 'edit-fields', parameters };
}

/** Versions 1 and 2: values by type. */
function oldSet(context: NodeContext): JsonObject {
  const values = context.get('values');
  const assignments = ['string', 'number', 'boolean'].flatMap((type) =>
    objectsOf(own(values, type)).map((row, index): JsonObject => {
      const path = `values.${type}.${index}`;
      const name = context.translated(row['name'] ?? 'propertyName', `${path}.name`);
      const fallback = type === 'number' ? 0 : type === 'boolean' ? false : '';
      return { name, type, value: context.translated(row['value'] ?? fallback, `${path}.value`) };
    }),
  );
  return { assignments, keep: context.flag(false, 'keepOnlySet') ? 'none' : 'all' };
}

function newSet(context: NodeContext): JsonObject {
  const copies = Number(context.get('duplicateCount') ?? 0);
  if (context.flag(false, 'duplicateItem') && copies !== 0) {
    context.remark('parameter.dropped', { name: 'duplicateItem' });
  }
  const isRaw = context.choice('manual', 'mode') === 'raw';
  const written: JsonObject = isRaw
    ? { mode: 'json', json: jsonText(context, ['jsonOutput'], '{}') }
    : { mode: 'fields', assignments: assignmentsOf(context) };
  if (isRaw) context.ignore('assignments', 'fields');
  else context.ignore('jsonOutput');
  const more: JsonObject = {};
  if (context.flag(false, 'options', 'ignoreConversionErrors')) more['ignoreErrors'] = true;
  const strips = context.get('options', 'stripBinary');
  const includes = context.get('options', 'includeBinary');
  // From 3.4 on files go along only with the other fields, and only where that is asked for.
  const drops =
    context.node.version >= 3.4 ? !(strips === false && keepsOthers(context)) : includes === false;
  if (drops) more['keepFiles'] = false;
  return { ...written, ...keepOf(context), ...more };
}

function assignmentsOf(context: NodeContext): JsonObject[] {
  const rows = context.rows('assignments', 'assignments');
  context.ignore('assignments');
  if (rows.length > 0 || context.node.version >= 3.3) {
    return rows.map((row, index): JsonObject => {
      const path = `assignments.assignments.${index}`;
      return assignment(context, { row, value: row['value'], type: textOf(row['type'], 'string'), path });
    });
  }
  const old = context.rows('fields', 'values');
  context.ignore('fields');
  return old.map((row, index): JsonObject => {
    const kind = textOf(row['type'], 'stringValue');
    const path = `fields.values.${index}`;
    return assignment(context, { row, value: row[kind], type: kind.replace(/Value$/, ''), path });
  });
}

function assignment(
  context: NodeContext,
  at: { row: Record<string, unknown>; value: unknown; type: string; path: string },
): JsonObject {
  const { row, value, path } = at;
  const type = TYPES.includes(at.type) ? at.type : 'any';
  const isEmpty = value === undefined || value === null;
  const given = isEmpty ? (type === 'string' ? '' : null) : value;
  return {
    name: context.translated(row['name'] ?? '', `${path}.name`),
    type,
    value:
      typeof given === 'string' && (type === 'object' || type === 'array')
        ? jsonOf(context, given, path)
        : context.translated(given, path),
  };
}

/** Lists and objects are written as JSON text. */
function jsonOf(context: NodeContext, text: string, path: string): Json {
  if (text.startsWith('=')) return context.translated(text, path);
  try {
    return context.translated(JSON.parse(text), path);
  } catch {
    return context.translated(text, path);
  }
}

function keepsOthers(context: NodeContext): boolean {
  const { version } = context.node;
  if (version >= 3.3) return context.flag(false, 'includeOtherFields');
  return context.choice('all', 'include') !== 'none';
}

function keepOf(context: NodeContext): JsonObject {
  const { version } = context.node;
  const which = context.choice('all', 'include');
  const named = context.value('includeFields');
  const but = context.value('excludeFields');
  if (version >= 3.3 && !context.flag(false, 'includeOtherFields')) return { keep: 'none' };
  if (which === 'selected') return { keep: 'selected', keepFields: named ?? '' };
  if (which === 'except') return { keep: 'except', keepFields: but ?? '' };
  return { keep: which === 'none' ? 'none' : 'all' };
}

function rename(context: NodeContext): Translation {
  const fields = context.rows('keys', 'key').map((row, index): JsonObject => {
    const path = `keys.key.${index}`;
    return {
      from: context.translated(row['currentKey'] ?? '', `${path}.currentKey`),
      to: context.translated(row['newKey'] ?? '', `${path}.newKey`),
    };
  });
  const replacements = context.get('additionalOptions', 'regexReplacement', 'replacements');
  const patterns = objectsOf(replacements).map((row): JsonObject => {
    const options = row['options'];
    const depth = own(options, 'depth');
    return {
      pattern: textOf(row['searchRegex']),
      replacement: textOf(row['replaceRegex']),
      ignoreCase: own(options, 'caseInsensitive') === true,
      depth: typeof depth === 'number' ? depth : -1,
    };
  });
  context.ignore('keys', 'additionalOptions');
  return { type: 'rename', parameters: { fields, patterns } };
}
