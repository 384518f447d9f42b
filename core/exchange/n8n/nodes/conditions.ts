/** If and Filter, and how n8n writes conditions: by type in the old form, one by one in the new. */
import { findOperatorRow } from '@/core/items/condition-operators';
import type { Json, JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { objectsOf, own, textOf } from '../safe-value';
import type { NodeRule } from './rule';

export const CONDITION_RULES: readonly NodeRule[] = [
  { type: 'if', versions: [1, 2.3], becomes: 'if', translate: ifNode },
  { type: 'filter', versions: [1, 2.3], becomes: 'filter', translate: filterNode },
];

function ifNode(context: NodeContext): Translation {
  return { type: 'if', parameters: readConditions(context), outputs: ['true', 'false'] };
}

function filterNode(context: NodeContext): Translation {
  return { type: 'filter', parameters: readConditions(context), outputs: ['kept', 'dropped'] };
}

function readConditions(context: NodeContext): JsonObject {
  const given = context.get('conditions');
  if (context.node.version >= 2 || own(given, 'conditions') !== undefined) {
    const options = readOptions(context, given);
    return { ...newConditions(context, given, 'conditions'), ...options };
  }
  // If says "any", Filter "OR".
  const isAny =
    context.choice('all', 'combineOperation') === 'any' ||
    context.choice('AND', 'combineConditions') === 'OR';
  const combine = isAny ? 'any' : 'all';
  return { conditions: oldConditions(context, given), combine, ignoreCase: false, looseTypes: true };
}

/** Case and strictness; they stand beside the conditions or in the options of the node. */
export function readOptions(context: NodeContext, filter: unknown): JsonObject {
  const ignoreCase = context.get('options', 'ignoreCase');
  const caseSensitive = own(filter, 'options', 'caseSensitive');
  const isLoose =
    context.flag(false, 'looseTypeValidation') || context.flag(false, 'options', 'looseTypeValidation');
  const validation = own(filter, 'options', 'typeValidation');
  return {
    ignoreCase: typeof ignoreCase === 'boolean' ? ignoreCase : caseSensitive === false,
    looseTypes: isLoose || validation === 'loose',
  };
}

/** Conditions of the new form, with all or any of them. */
export function newConditions(context: NodeContext, filter: unknown, path: string): JsonObject {
  const conditions = objectsOf(own(filter, 'conditions')).map((row, index): JsonObject => {
    const place = `${path}.conditions.${index}`;
    const type = textOf(own(row, 'operator', 'type'), 'string');
    const operation = textOf(own(row, 'operator', 'operation'), 'equals');
    const operator = operatorName(context, type, operation);
    const condition: JsonObject = { left: side(context, row['leftValue'], `${place}.leftValue`), operator };
    const takesRight = findOperatorRow(operator)?.takesRight ?? true;
    if (takesRight)
      condition['right'] = pattern(operator, side(context, row['rightValue'], `${place}.rightValue`));
    return condition;
  });
  const isAny = own(filter, 'combinator') === 'or';
  return { conditions, combine: isAny ? 'any' : 'all' };
}

function side(context: NodeContext, value: unknown, path: string): Json {
  return value === undefined || value === null ? '' : context.translated(value, path);
}

const OLD_OPERATIONS: Readonly<Record<string, string>> = {
  equal: 'equals',
  notEqual: 'notEquals',
  larger: 'gt',
  largerEqual: 'gte',
  smaller: 'lt',
  smallerEqual: 'lte',
  isEmpty: 'empty',
  isNotEmpty: 'notEmpty',
};
const OLD_DEFAULT: Readonly<Record<string, string>> = {
  string: 'equal',
  number: 'smaller',
  boolean: 'equal',
  dateTime: 'after',
};

function oldConditions(context: NodeContext, given: unknown): JsonObject[] {
  return ['boolean', 'dateTime', 'number', 'string'].flatMap((type) =>
    objectsOf(own(given, type)).map((row, index) =>
      oldCondition(context, { type, row, path: `conditions.${type}.${index}` }),
    ),
  );
}

/** A condition of the old form: `{value1, operation, value2}` under its type. */
export function oldCondition(
  context: NodeContext,
  { type, row, path }: { type: string; row: Record<string, unknown>; path: string },
): JsonObject {
  const operation = textOf(row['operation'], OLD_DEFAULT[type] ?? 'equal');
  const operator = operatorName(context, type, OLD_OPERATIONS[operation] ?? operation);
  const condition: JsonObject = { left: side(context, row['value1'], `${path}.value1`), operator };
  if (findOperatorRow(operator)?.takesRight ?? true) {
    condition['right'] = pattern(operator, right(type, side(context, row['value2'], `${path}.value2`)));
  }
  return condition;
}

/** Patterns are often written as JavaScript does, with their flags: `/^a/i`. Here flags stand in the pattern. */
function pattern(operator: string, value: Json): Json {
  if (!operator.endsWith('matches') || typeof value !== 'string' || value.includes('{{')) return value;
  const [, source, flags = ''] = /^\/([\s\S]+)\/([dgimsuy]*)$/.exec(value) ?? [];
  if (source === undefined) return value;
  const kept = [...new Set(flags)].filter((flag) => 'ims'.includes(flag)).join('');
  return kept === '' ? source : `(?${kept})${source}`;
}

/** A value that the old form leaves out stands for its type's nothing. */
function right(type: string, value: Json): Json {
  if (value !== '') return value;
  if (type === 'number') return 0;
  return type === 'boolean' ? false : value;
}

/** Our name of an operator; one that is not known is told and becomes equality. */
function operatorName(context: NodeContext, type: string, operation: string): string {
  const family = type === 'dateTime' ? 'date' : type === 'any' || type === '' ? 'any' : type;
  const known = findOperatorRow(`${family}.${operation}`) ?? findOperatorRow(`any.${operation}`);
  if (known) return known.name;
  context.remark('conditions.operator', {
    operator: `${type}.${operation}`.slice(0, 100),
    used: 'any.equals',
  });
  return 'any.equals';
}
