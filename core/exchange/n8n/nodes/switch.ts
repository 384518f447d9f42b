/** Switch, whose outputs are numbers in n8n and names here. */
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { newConditions, oldCondition, readOptions } from './conditions';
import { objectsOf, own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

const FALLBACK = 'fallback';
const MAX_NAME = 64;

export const SWITCH_RULES: readonly NodeRule[] = [
  { type: 'switch', versions: [1, 2, 3.4], becomes: 'switch', translate: switchNode },
];

function switchNode(context: NodeContext): Translation {
  if (context.choice('rules', 'mode') === 'expression') return byExpression(context);
  return context.node.version >= 3 ? newRules(context) : oldRules(context);
}

function byExpression(context: NodeContext): Translation {
  const { version } = context.node;
  const given =
    version >= 3 ? context.number(4, 'numberOutputs') : version >= 2 ? context.number(4, 'outputsAmount') : 4;
  const count = Math.min(Math.max(Math.round(Number(given)) || 4, 1), 50);
  const outputs = Array.from({ length: count }, (_, index) => `output${index + 1}`);
  const parameters = { mode: 'expression', outputs: count, index: context.number(0, 'output') };
  context.ignore('rules', 'options');
  return { type: 'switch', parameters, outputs };
}

/** Versions differ in where the rules stand. */
function rowsOfEither(context: NodeContext, first: string, second: string): Record<string, unknown>[] {
  const rows = context.rows('rules', first);
  return rows.length > 0 ? rows : context.rows('rules', second);
}

function newRules(context: NodeContext): Translation {
  const rows = rowsOfEither(context, 'values', 'rules');
  const names = portNames(rows.map((row) => (row['renameOutput'] === true ? textOf(row['outputKey']) : '')));
  const rules = rows.map((row, index): JsonObject => {
    const path = `rules.values.${index}.conditions`;
    return { port: names[index] ?? '', ...newConditions(context, row['conditions'], path) };
  });
  const fallback = context.get('options', 'fallbackOutput') ?? context.get('fallbackOutput');
  const renamed = textOf(context.get('options', 'renameFallbackOutput')).replace(/^=/, '');
  const parameters: JsonObject = {
    rules,
    ...fallbackOf(fallback, names, renamed),
    matching: context.flag(false, 'options', 'allMatchingOutputs') ? 'all' : 'first',
    ...readOptions(context, rows[0]?.['conditions']),
  };
  context.ignore('rules', 'options.fallbackOutput');
  return { type: 'switch', parameters, outputs: outputsOf(names, parameters) };
}

function oldRules(context: NodeContext): Translation {
  const type = context.choice('number', 'dataType');
  const value1 = context.get('value1');
  const rows = rowsOfEither(context, 'rules', 'values');
  const indexOf = (row: Record<string, unknown>, place: number) => {
    const output = Number(own(row, 'output'));
    if (context.node.version >= 2) return place;
    return Number.isInteger(output) && output >= 0 && output < 4 ? output : 0;
  };
  const fallback = context.get('fallbackOutput');
  const count = context.node.version >= 2 ? Math.max(rows.length, indexIn(fallback) + 1) : 4;
  const keys = Array.from({ length: count }, (_, at) =>
    context.node.version >= 2 ? textOf(rows[at]?.['outputKey']) : '',
  );
  const names = portNames(keys);
  const rules = rows.map((row, place): JsonObject => {
    const path = `rules.rules.${place}`;
    const condition = oldCondition(context, { type, row: { ...row, value1 }, path });
    return { port: names[indexOf(row, place)] ?? '', conditions: [condition], combine: 'all' };
  });
  const parameters: JsonObject = {
    rules,
    ...fallbackOf(fallback, names, ''),
    matching: 'first',
    ignoreCase: false,
    looseTypes: true,
  };
  context.ignore('rules');
  return { type: 'switch', parameters, outputs: outputsOf(names, parameters) };
}

/** Names of outputs: what they are called, else their number. No two are the same. */
function portNames(keys: readonly string[]): string[] {
  const taken = new Set<string>([FALLBACK]);
  return keys.map((key, index) => {
    const wanted =
      key
        .replace(/^=/, '')
        .trim()
        .slice(0, MAX_NAME - 5) || `Output ${index + 1}`;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} ${count}`;
    taken.add(name);
    return name;
  });
}

/** The output for everything else: none, one of its own, or one that a rule has. */
function fallbackOf(value: unknown, names: readonly string[], renamed: string): { fallback: Json } {
  if (value === 'extra') {
    const wanted = renamed.trim().slice(0, MAX_NAME);
    return { fallback: wanted === '' || names.includes(wanted) ? FALLBACK : wanted };
  }
  return { fallback: names[indexIn(value)] ?? '' };
}

/** The number of an output; -1 for none. */
function indexIn(value: unknown): number {
  const index = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 50 ? index : -1;
}

/** Our outputs by n8n's index; '' for one that no rule leads to. */
function outputsOf(names: readonly string[], parameters: JsonObject): string[] {
  const { fallback, rules } = parameters;
  const used = new Set(objectsOf(rules).map((rule) => rule['port']));
  const isExtra = typeof fallback === 'string' && fallback !== '' && !names.includes(fallback);
  const outputs = names.map((name) => (used.has(name) || name === fallback ? name : ''));
  return isExtra ? [...outputs, fallback] : outputs;
}
