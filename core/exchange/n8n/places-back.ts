/** Places of n8n's parameters that may stand for one of ours, and what may be written there. All of it is tried only. */
import type { Json, JsonObject } from '@/core/items/item';
import { isPlainObject } from '@/core/items/plain-json';
import { translateText } from './expressions';

/** Keys from the outside; entries of lists by their number. */
export type Place = readonly string[];

/** What n8n chooses from, by the name of the parameter: a choice of ours is one of them. */
const CHOICES: Readonly<Record<string, readonly Json[]>> = {
  keep: ['firstItems', 'lastItems'],
  order: ['ascending', 'descending'],
  type: ['string', 'number', 'boolean', 'array', 'object', 'dateTime', 'simple', 'random'],
  combinator: ['and', 'or'],
  combineOperation: ['all', 'any'],
  typeValidation: ['strict', 'loose'],
  joinMode: ['keepMatches', 'keepNonMatches', 'keepEverything', 'enrichInput1', 'enrichInput2'],
  combineBy: ['combineByFields', 'combineByPosition', 'combineAll'],
  outputDataFrom: ['both', 'input1', 'input2'],
  include: ['all', 'none', 'selected', 'except', 'noOtherFields', 'allOtherFields', 'selectedOtherFields'],
  aggregate: ['aggregateIndividualFields', 'aggregateAllItemData'],
  aggregation: ['append', 'average', 'concatenate', 'count', 'countUnique', 'max', 'min', 'sum'],
  compare: ['allFields', 'selectedFields', 'allFieldsExcept'],
  unit: ['seconds', 'minutes', 'hours', 'days'],
  field: ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'cronExpression'],
  respondWith: ['allIncomingItems', 'firstIncomingItem', 'json', 'text', 'noData', 'redirect', 'binary'],
  responseMode: ['onReceived', 'lastNode', 'responseNode'],
  contentType: ['json', 'form-urlencoded', 'multipart-form-data', 'raw', 'binaryData'],
  action: ['hash', 'hmac', 'generate'],
  operation: [
    ...['equals', 'notEquals', 'contains', 'notContains', 'startsWith', 'endsWith', 'regex', 'notRegex'],
    ...['gt', 'gte', 'lt', 'lte', 'after', 'before', 'true', 'false', 'exists', 'notExists'],
    ...['empty', 'notEmpty', 'lengthEquals', 'lengthGt', 'lengthLt'],
    ...['equal', 'notEqual', 'larger', 'largerEqual', 'smaller', 'smallerEqual', 'isEmpty', 'isNotEmpty'],
    ...['addToDate', 'subtractFromDate', 'formatDate', 'extractDate', 'roundDate', 'getCurrentDate'],
  ],
  mode: [
    ...['append', 'combine', 'chooseBranch', 'combineBySql', 'manual', 'raw'],
    ...['runOnceForAllItems', 'runOnceForEachItem', 'once', 'each', 'rules', 'expression'],
    ...['xmlToJson', 'jsonToxml', 'htmlToMarkdown', 'markdownToHtml'],
  ],
};

/** What stands in an export only where somebody chose it. */
const OFTEN_ABSENT: readonly Place[] = [
  ...[
    'keep',
    'maxItems',
    'batchSize',
    'joinMode',
    'combineBy',
    'outputDataFrom',
    'include',
    'mode',
    'method',
  ],
  ...[
    'amount',
    'unit',
    'includeOtherFields',
    'looseTypeValidation',
    'combineOperation',
    'aggregate',
    'compare',
  ],
  ...['destinationFieldName', 'outputFieldName', 'includeFields', 'excludeFields', 'duration', 'timeUnit'],
  ...['responseMode', 'respondWith', 'httpMethod', 'path', 'url', 'timeUnit', 'operation', 'type'],
]
  .map((name): Place => [name])
  .concat(
    [
      ...['timeout', 'ignoreCase', 'disableDotNotation', 'dotNotation', 'ignoreConversionErrors', 'timezone'],
      ...[
        'responseCode',
        'fuzzyCompare',
        'multipleMatches',
        'includeInputFields',
        'keepMissing',
        'mergeLists',
      ],
      ...[
        'outputFormat',
        'allMatchingOutputs',
        'fallbackOutput',
        'removeOtherFields',
        'destinationFieldName',
      ],
      ...['fileName', 'delimiter', 'headerRow', 'encoding'],
    ].map((name): Place => ['options', name]),
    [['conditions', 'combinator']],
  );

/** The parameters with one value written anew, the likeliest first. */
export function* placesFor(
  theirs: JsonObject,
  { path, from, to }: { path: Place; from: Json | undefined; to: Json | undefined },
): Generator<JsonObject> {
  const leaves = [...leavesOf(theirs, [])];
  const name = path.at(-1) ?? '';
  const isLike = (place: Place) => Number(place.at(-1)?.toLowerCase() === name.toLowerCase());
  const ranked = [...leaves].sort((a, b) => isLike(b.place) - isLike(a.place));
  for (const { place, value } of ranked) {
    if (!meansTheSame(value, from)) continue;
    for (const written of writtenAs(to, value)) yield withValue(theirs, place, written);
  }
  for (const { place, value } of leaves) {
    for (const choice of choicesAt(place, to)) {
      if (choice !== value) yield withValue(theirs, place, choice);
    }
  }
  const known = new Set(leaves.map(({ place }) => place.join('.')));
  for (const place of OFTEN_ABSENT) {
    if (known.has(place.join('.'))) continue;
    for (const choice of [...choicesAt(place, to), ...writtenAs(to, undefined)])
      yield withValue(theirs, place, choice);
  }
}

/** The parameters with JSON that stands there as one text written anew. Expressions in it have no one form. */
export function* inNewWords(
  theirs: JsonObject,
  from: Json | undefined,
  to: Json | undefined,
): Generator<JsonObject> {
  if (typeof to !== 'object' || to === null || typeof from !== 'object') return;
  const text = JSON.stringify(to, null, 2);
  if (text.includes('{{')) return;
  for (const { place, value } of leavesOf(theirs, [])) {
    if (typeof value === 'string' && /^=?\s*[[{]/.test(value)) yield withValue(theirs, place, text);
  }
}

/** A list of so many entries, less one of them. */
export function* fewerRows(theirs: JsonObject, count: number): Generator<JsonObject> {
  for (const { place, list } of listsOf(theirs, [])) {
    if (list.length !== count) continue;
    for (const index of list.keys()) yield withValue(theirs, place, list.toSpliced(index, 1));
  }
}

/** A list of so many entries, with one of them again behind all others. */
export function* moreRows(theirs: JsonObject, count: number): Generator<JsonObject> {
  for (const { place, list } of listsOf(theirs, [])) {
    const last = list.at(-1);
    if (list.length !== count || last === undefined) continue;
    const row =
      isPlainObject(last) && 'id' in last ? { ...last, id: `${String(last['id'])}-${count}` } : last;
    yield withValue(theirs, place, [...list, row]);
  }
}

function choicesAt(place: Place, to: Json | undefined): readonly Json[] {
  if (typeof to === 'boolean') return [to, !to];
  const name = place.at(-1) ?? '';
  return Object.hasOwn(CHOICES, name) ? (CHOICES[name] ?? []) : [];
}

function meansTheSame(value: Json, ours: Json | undefined): boolean {
  if (value === ours) return true;
  if (typeof value !== 'string') return String(value) === ours;
  return translateText(value) === ours || value === ours || Number(value) === ours;
}

/** A value of ours as n8n writes it: texts with expressions begin with `=`, source code is taken as it is. */
function* writtenAs(to: Json | undefined, before: Json | undefined): Generator<Json> {
  if (to === undefined) return;
  if (typeof to !== 'string') {
    yield to;
    yield String(to);
    return;
  }
  const hasExpression = to.replaceAll('\\{{', '').includes('{{');
  const wasExpression = typeof before === 'string' && before.startsWith('=');
  if (hasExpression) yield `=${to}`;
  else yield to.replaceAll('\\{{', '{{');
  if (wasExpression) yield `=${to}`;
  yield to;
}

function* leavesOf(value: Json, place: Place): Generator<{ place: Place; value: Json }> {
  if (typeof value !== 'object' || value === null) {
    yield { place, value };
    return;
  }
  for (const [key, child] of Object.entries(value)) yield* leavesOf(child, [...place, key]);
}

function* listsOf(value: Json, place: Place): Generator<{ place: Place; list: readonly Json[] }> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) yield { place, list: value };
  for (const [key, child] of Object.entries(value)) yield* listsOf(child, [...place, key]);
}

/** A copy with a value at a place; what is missing on the way is made. */
function withValue(root: JsonObject, [key = '', ...rest]: Place, value: Json): JsonObject {
  return { ...root, [key]: written(root[key], rest, value) };
}

function written(at: Json | undefined, place: Place, value: Json): Json {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (Array.isArray(at)) return at.with(Number(key), written(at[Number(key)], rest, value));
  return withValue(isPlainObject(at) ? at : {}, place, value);
}
