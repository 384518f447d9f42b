/** Nodes that work on the whole list of items, alone or as operations of the old Item Lists node. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { objectsOf, textOf } from '../safe-value';
import type { NodeRule } from './rule';

export const LIST_RULES: readonly NodeRule[] = [
  { type: 'splitOut', versions: [1], becomes: 'split-out', translate: splitOut },
  { type: 'aggregate', versions: [1], becomes: 'aggregate', translate: aggregate },
  { type: 'summarize', versions: [1.1], becomes: 'summarize', translate: summarize },
  { type: 'sort', versions: [1], becomes: 'sort', translate: sort },
  { type: 'limit', versions: [1], becomes: 'limit', translate: limit },
  { type: 'removeDuplicates', versions: [1.1, 2], becomes: 'remove-duplicates', translate: removeDuplicates },
  { type: 'itemLists', versions: [1, 2.2, 3.1], becomes: 'split-out', translate: itemLists },
];

const ITEM_LISTS: Readonly<Record<string, (context: NodeContext) => Translation | null>> = {
  splitOutItems: splitOut,
  aggregateItems: aggregate,
  concatenateItems: aggregate,
  removeDuplicates,
  sort,
  limit,
  summarize,
};

function itemLists(context: NodeContext): Translation | null {
  context.ignore('resource');
  const operation = context.choice('splitOutItems', 'operation');
  return Object.hasOwn(ITEM_LISTS, operation) ? (ITEM_LISTS[operation]?.(context) ?? null) : null;
}

/** Names as text separated by commas; old versions have them in rows. */
function names(context: NodeContext, ...path: string[]): Json {
  const raw = context.get(...path);
  if (raw === undefined) return '';
  const rows = typeof raw === 'object' && raw !== null ? objectsOf(Reflect.get(raw, 'fields')) : [];
  if (rows.length > 0) return rows.map((row) => textOf(row['fieldName'])).join(', ');
  if (Array.isArray(raw)) return raw.map(String).join(', ');
  return typeof raw === 'string' ? context.translated(raw, path.join('.')) : '';
}

/** Only said where it is not the default, so that files stay short. */
function dots(context: NodeContext): JsonObject {
  return context.flag(false, 'options', 'disableDotNotation') ? { dots: false } : {};
}

function splitOut(context: NodeContext): Translation {
  const include = context.choice('noOtherFields', 'include');
  const keep: JsonObject =
    include === 'allOtherFields'
      ? { keep: 'all' }
      : include === 'selectedOtherFields'
        ? { keep: 'selected', keepFields: names(context, 'fieldsToInclude') }
        : { keep: 'none' };
  context.ignore('fieldsToInclude');
  const destination =
    context.value('options', 'destinationFieldName') ?? context.value('destinationFieldName');
  const parameters: JsonObject = { field: names(context, 'fieldToSplitOut'), ...keep, ...dots(context) };
  if (destination !== undefined && destination !== '') parameters['destination'] = destination;
  const files = context.get('options', 'includeBinary');
  if (typeof files === 'boolean') parameters['files'] = files ? 'keep' : 'drop';
  return { type: 'split-out', parameters };
}

function aggregate(context: NodeContext): Translation {
  const parameters: JsonObject =
    context.choice('aggregateIndividualFields', 'aggregate') === 'aggregateAllItemData'
      ? allItems(context)
      : eachField(context);
  if (context.flag(false, 'options', 'includeBinaries')) parameters['keepFiles'] = true;
  if (context.flag(false, 'options', 'keepOnlyUnique')) parameters['uniqueFiles'] = true;
  return { type: 'aggregate', parameters: { ...parameters, ...dots(context) } };
}

function allItems(context: NodeContext): JsonObject {
  context.ignore('fieldsToAggregate', 'fieldsToInclude', 'fieldsToExclude');
  const include = context.choice('allFields', 'include');
  const destination = context.value('destinationFieldName') ?? 'data';
  const parameters: JsonObject = { mode: 'all-items', destination };
  if (include === 'specifiedFields') {
    return { ...parameters, include: 'selected', includeFields: names(context, 'fieldsToInclude') };
  }
  if (include === 'allFieldsExcept') {
    return { ...parameters, include: 'except', includeFields: names(context, 'fieldsToExclude') };
  }
  return parameters;
}

function eachField(context: NodeContext): JsonObject {
  context.ignore('fieldsToAggregate', 'destinationFieldName', 'include');
  const rows = context.rows('fieldsToAggregate', 'fieldToAggregate');
  const fields = rows.map((row, index): JsonObject => {
    const path = `fieldsToAggregate.fieldToAggregate.${index}`;
    const field = context.translated(row['fieldToAggregate'] ?? '', path);
    if (row['renameField'] !== true) return { field };
    return { field, name: context.translated(row['outputFieldName'] ?? '', path) };
  });
  return {
    mode: 'fields',
    fields,
    keepMissing: context.flag(false, 'options', 'keepMissing'),
    mergeLists: context.flag(false, 'options', 'mergeLists'),
  };
}

const OPERATIONS: Readonly<Record<string, { ours: string; prefix: string }>> = {
  append: { ours: 'append', prefix: 'appended_' },
  average: { ours: 'average', prefix: 'average_' },
  concatenate: { ours: 'concatenate', prefix: 'concatenated_' },
  count: { ours: 'count-values', prefix: 'count_' },
  countUnique: { ours: 'count-unique', prefix: 'unique_count_' },
  max: { ours: 'max', prefix: 'max_' },
  min: { ours: 'min', prefix: 'min_' },
  sum: { ours: 'sum', prefix: 'sum_' },
};

function summarize(context: NodeContext): Translation {
  const rows = context.rows('fieldsToSummarize', 'values');
  const values = rows.map((row, index) => summaryValue(context, row, `fieldsToSummarize.values.${index}`));
  context.ignore('fieldsToSummarize', 'options.continueIfFieldNotFound');
  const parameters: JsonObject = { values, groupBy: names(context, 'fieldsToSplitBy'), ...dots(context) };
  const format = context.choice('separateItems', 'options', 'outputFormat');
  if (format === 'singleItem') parameters['output'] = 'nested';
  if (context.flag(false, 'options', 'skipEmptySplitFields')) parameters['skipUngrouped'] = true;
  return { type: 'summarize', parameters };
}

function summaryValue(context: NodeContext, row: Record<string, unknown>, path: string): JsonObject {
  const aggregation = textOf(row['aggregation'], 'count');
  const { ours, prefix } = OPERATIONS[aggregation] ?? { ours: 'count-values', prefix: 'count_' };
  const field = context.translated(row['field'] ?? '', `${path}.field`);
  const value: JsonObject = { operation: ours, field };
  if (typeof field === 'string' && !field.includes('{{')) value['name'] = prefix + field.replaceAll('.', '_');
  if (row['includeEmpty'] === true) value['includeEmpty'] = true;
  if (aggregation === 'concatenate') {
    const separator = textOf(row['separateBy'], ',');
    const other = context.translated(row['customSeparator'] ?? '', `${path}.customSeparator`);
    value['separator'] = separator === 'other' ? other : separator;
  }
  return value;
}

function sort(context: NodeContext): Translation {
  const type = context.choice('simple', 'type');
  context.ignore('sortFieldsUi', 'code');
  if (type === 'random') return { type: 'sort', parameters: { mode: 'random' } };
  if (type === 'code') {
    return { type: 'sort', parameters: { mode: 'code', source: context.literal('return 0;', 'code') } };
  }
  const rows = context.rows('sortFieldsUi', 'sortField');
  const fields = rows.map((row, index): JsonObject => ({
    field: context.translated(row['fieldName'] ?? '', `sortFieldsUi.sortField.${index}`),
    direction: row['order'] === 'descending' ? 'descending' : 'ascending',
  }));
  return { type: 'sort', parameters: { mode: 'fields', fields, ...dots(context) } };
}

function limit(context: NodeContext): Translation {
  const keep = context.choice('firstItems', 'keep') === 'lastItems' ? 'last' : 'first';
  return { type: 'limit', parameters: { count: context.number(1, 'maxItems'), keep } };
}

/** What was seen in earlier runs is remembered by n8n alone. */
function removeDuplicates(context: NodeContext): Translation | null {
  const operation = context.choice('removeDuplicateInputItems', 'operation');
  if (operation === 'removeItemsSeenInPreviousExecutions' || operation === 'clearDeduplicationHistory') {
    return onlyNew(context, operation);
  }
  const compare = context.choice('allFields', 'compare');
  const options: JsonObject = {
    ...(context.flag(false, 'options', 'removeOtherFields') ? { onlyCompared: true } : {}),
    ...dots(context),
  };
  context.ignore('fieldsToExclude', 'fieldsToCompare');
  if (compare === 'selectedFields') {
    const fields = names(context, 'fieldsToCompare');
    return { type: 'remove-duplicates', parameters: { compare: 'selected', fields, ...options } };
  }
  if (compare === 'allFieldsExcept') {
    const fields = names(context, 'fieldsToExclude');
    return { type: 'remove-duplicates', parameters: { compare: 'except', fields, ...options } };
  }
  return { type: 'remove-duplicates', parameters: { compare: 'all', ...options } };
}

const SEEN: Readonly<Record<string, readonly [pass: string, value: string]>> = {
  removeItemsWithAlreadySeenKeyValues: ['new', 'dedupeValue'],
  removeItemsUpToStoredIncrementalKey: ['higher', 'incrementalDedupeValue'],
  removeItemsUpToStoredDate: ['later', 'dateDedupeValue'],
};

/** What earlier runs have seen is remembered anew: n8n's own history is in no file. */
function onlyNew(context: NodeContext, operation: string): Translation {
  const shared = context.choice('node', 'options', 'scope') === 'workflow' ? 'workflow' : 'node';
  context.ignore('mode', 'fieldsToExclude', 'fieldsToCompare', 'compare');
  if (operation === 'clearDeduplicationHistory') {
    context.ignore('logic');
    return { type: 'only-new', parameters: { pass: 'forget', shared }, outputs: ['main', 'seen'] };
  }
  const logic = context.choice('removeItemsWithAlreadySeenKeyValues', 'logic');
  const [pass, name] = SEEN[Object.hasOwn(SEEN, logic) ? logic : 'removeItemsWithAlreadySeenKeyValues'] ?? [];
  const value = context.value(name ?? 'dedupeValue') ?? '{{ $json.id }}';
  for (const [, other] of Object.values(SEEN)) context.ignore(other);
  const history = pass === 'new' ? { history: context.number(10_000, 'options', 'historySize') } : {};
  return {
    type: 'only-new',
    parameters: { pass: pass ?? 'new', value, shared, ...history },
    outputs: ['main', 'seen'],
  };
}
