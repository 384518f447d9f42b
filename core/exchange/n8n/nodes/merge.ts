/** Merge, in all its versions, and Compare Datasets. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

const MAX_INPUTS = 10;
const JOINS: Readonly<Record<string, string>> = {
  keepMatches: 'inner',
  keepNonMatches: 'unmatched',
  keepEverything: 'outer',
  enrichInput1: 'left',
  enrichInput2: 'right',
};

export const MERGE_RULES: readonly NodeRule[] = [
  { type: 'merge', versions: [1, 2.1, 3.2], becomes: 'merge', translate: merge },
  { type: 'compareDatasets', versions: [1, 2.3], becomes: 'compare-datasets', translate: compare },
];

function merge(context: NodeContext): Translation | null {
  const { version } = context.node;
  const count = version >= 3 ? Number(context.number(2, 'numberInputs')) : 2;
  const inputs = Math.min(Math.max(Number.isInteger(count) ? count : 2, 2), MAX_INPUTS);
  const parameters = version < 2 ? first(context) : later(context);
  if (!parameters) return null;
  const ports = Array.from({ length: inputs }, (_, index) => `input${index + 1}`);
  return { type: 'merge', parameters: { ...parameters, inputs }, inputs: ports };
}

/** Version 1. */
function first(context: NodeContext): JsonObject | null {
  const mode = context.choice('append', 'mode');
  const [left, right] = [context.value('propertyName1') ?? '', context.value('propertyName2') ?? ''];
  const fields = [{ left, right }];
  context.ignore('overwrite', 'join', 'output');
  switch (mode) {
    case 'append':
      return { mode: 'append' };
    case 'multiplex':
      return { mode: 'combinations' };
    case 'wait':
      context.remark('feature.text', { what: 'It only waited for both inputs; here it hands on the first.' });
      return { mode: 'choose', choose: 'input1' };
    case 'passThrough':
      return {
        mode: 'choose',
        choose: context.choice('input1', 'output') === 'input2' ? 'input2' : 'input1',
      };
    case 'mergeByIndex': {
      const join = context.choice('left', 'join');
      const unpaired = join === 'inner' ? 'drop' : join === 'outer' ? 'keep' : 'keep-first';
      return { mode: 'by-position', unpaired };
    }
    case 'keepKeyMatches':
      return { mode: 'by-fields', fields, join: 'inner', dataFrom: 'input1' };
    case 'removeKeyMatches':
      return { mode: 'by-fields', fields, join: 'unmatched', dataFrom: 'input1' };
    case 'mergeByKey':
      return { mode: 'by-fields', fields, join: 'left', matches: 'first' };
    default:
      return null;
  }
}

/** Versions 2 and 3. */
function later(context: NodeContext): JsonObject | null {
  const mode = context.choice('append', 'mode');
  if (mode === 'append') {
    return { mode: 'append' };
  }
  if (mode === 'chooseBranch') return choose(context);
  if (mode === 'combineBySql') {
    context.remark('merge.sql');
    return { mode: 'sql', query: context.value('query') ?? '' };
  }
  if (mode !== 'combine') return null;
  const isNew = context.node.version >= 3;
  const way = isNew
    ? context.choice('combineByFields', 'combineBy')
    : context.choice('mergeByFields', 'combinationMode');
  const clash = clashOf(context);
  if (way === 'combineByPosition' || way === 'mergeByPosition') {
    const keeps = context.flag(false, 'options', 'includeUnpaired');
    return { mode: 'by-position', unpaired: keeps ? 'keep' : 'drop', ...clash };
  }
  if (way === 'combineAll' || way === 'multiplex') return { mode: 'combinations', ...clash };
  return { ...byFields(context), ...clash };
}

function choose(context: NodeContext): JsonObject {
  const output = context.choice('specifiedInput', 'output');
  context.ignore('chooseBranchMode');
  if (output === 'empty') return { mode: 'choose', choose: 'empty-item' };
  if (output === 'input2') return { mode: 'choose', choose: 'input2' };
  const which = Number(context.number(1, 'useDataOfInput'));
  return { mode: 'choose', choose: `input${Number.isInteger(which) && which > 0 ? which : 1}` };
}

function byFields(context: NodeContext): JsonObject {
  const text = context.value('fieldsToMatchString');
  const rows = context.rows('mergeByFields', 'values');
  const usesRows = rows.length > 0 && (context.node.version < 3 || context.flag(false, 'advanced'));
  context.ignore('mergeByFields', 'advanced', 'fieldsToMatchString');
  const fields = usesRows
    ? rows.map((row): JsonObject => ({ left: textOf(row['field1']), right: textOf(row['field2']) }))
    : String(text ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name): JsonObject => ({ left: name, right: name }));
  const join = JOINS[context.choice('keepMatches', 'joinMode')] ?? 'inner';
  const parameters: JsonObject = { mode: 'by-fields', fields, join };
  const from = context.choice('both', 'outputDataFrom');
  if (join === 'inner' || join === 'unmatched') parameters['dataFrom'] = from;
  // What has no match comes behind what has one.
  if (join === 'left' || join === 'outer') parameters['restLast'] = true;
  parameters['looseTypes'] = context.flag(false, 'options', 'fuzzyCompare');
  parameters['matches'] = context.choice('all', 'options', 'multipleMatches') === 'first' ? 'first' : 'all';
  if (context.flag(false, 'options', 'disableDotNotation')) parameters['dots'] = false;
  return parameters;
}

/** Whose value counts where several inputs have the field. */
function clashOf(context: NodeContext): JsonObject {
  const values = context.get('options', 'clashHandling', 'values');
  context.ignore('options.clashHandling');
  const joinMode = context.get('joinMode');
  const fallback = joinMode === 'enrichInput2' ? 'preferInput1' : 'preferLast';
  const resolve = textOf(own(values, 'resolveClash'), fallback);
  if (resolve === 'addSuffix') return { clash: 'number' };
  const clash: Json = resolve === 'preferInput1' ? 'first' : 'last';
  const nested = textOf(own(values, 'mergeMode'), 'deepMerge') === 'shallowMerge' ? 'replace' : 'deep';
  const filled: JsonObject = own(values, 'overrideEmpty') === true ? { preferFilled: true } : {};
  return { clash, nested, ...filled };
}

const PREFER: Readonly<Record<string, string>> = {
  preferInput1: 'a',
  preferInput2: 'b',
  mix: 'mix',
  includeBoth: 'both',
};

function compare(context: NodeContext): Translation {
  const { version } = context.node;
  const rows = context.rows('mergeByFields', 'values');
  const fields = rows.map((row): JsonObject => ({ a: textOf(row['field1']), b: textOf(row['field2']) }));
  const parameters: JsonObject = {
    fields,
    prefer: PREFER[context.choice(version >= 2 ? 'includeBoth' : 'preferInput2', 'resolve')] ?? 'both',
    mixFrom: context.choice('input1', 'preferWhenMix') === 'input2' ? 'b' : 'a',
    mixExcept: context.literal('', 'exceptWhenMix'),
    skipFields: context.literal('', 'options', 'skipFields'),
    looseTypes: context.flag(false, 'fuzzyCompare') || context.flag(false, 'options', 'fuzzyCompare'),
    matches: context.choice('first', 'options', 'multipleMatches') === 'all' ? 'all' : 'first',
  };
  if (context.flag(false, 'options', 'disableDotNotation')) parameters['dots'] = false;
  context.ignore('mergeByFields', 'infoBox', 'inputNotice');
  const outputs = ['only-a', 'same', 'different', 'only-b'];
  return { type: 'compare-datasets', parameters, inputs: ['a', 'b'], outputs };
}
