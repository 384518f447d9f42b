/** Date & Time. */
import type { JsonObject } from '@/core/items/item';
import type { NodeContext, Translation } from '../context';
import { textOf } from '../safe-value';
import type { NodeRule } from './rule';

export const DATE_RULES: readonly NodeRule[] = [
  { type: 'dateTime', versions: [1, 2], becomes: 'date-time', translate: dateTime },
];

function dateTime(context: NodeContext): Translation {
  return { type: 'date-time', parameters: context.node.version >= 2 ? later(context) : first(context) };
}

/** Version 1 uses Moment's tokens and writes beside the other fields. */
function first(context: NodeContext): JsonObject {
  const outputField = context.value('dataPropertyName') ?? 'data';
  const date = context.value('value') ?? '';
  const fromFormat = context.value('options', 'fromFormat') ?? '';
  const base: JsonObject = { date, outputField, tokens: 'moment', keepFields: true };
  if (fromFormat !== '') base['fromFormat'] = fromFormat;
  if (context.choice('format', 'action') === 'calculate') {
    const operation = context.choice('add', 'operation') === 'subtract' ? 'subtract' : 'add';
    return {
      ...base,
      operation,
      amount: context.number(0, 'duration'),
      unit: unitOf(context.choice('days', 'timeUnit')),
    };
  }
  const format = context.value('toFormat') ?? 'MM/DD/YYYY';
  context.ignore('custom');
  const zone = context.value('options', 'toTimezone');
  const fromZone = context.value('options', 'fromTimezone');
  return {
    ...base,
    operation: 'format',
    format: 'custom',
    customFormat: format,
    ...(zone === undefined ? {} : { zone }),
    ...(fromZone === undefined ? {} : { fromZone }),
  };
}

function later(context: NodeContext): JsonObject {
  const operation = context.choice('getCurrentDate', 'operation');
  const zone = context.value('options', 'timezone');
  const common: JsonObject = {
    keepFields: context.flag(false, 'options', 'includeInputFields'),
    ...(zone === undefined || typeof zone === 'boolean' ? {} : { zone }),
  };
  const output = (fallback: string) => ({ outputField: context.value('outputFieldName') ?? fallback });
  const date = () => context.value('date') ?? '';
  switch (operation) {
    case 'getCurrentDate':
      return {
        ...{ operation: 'now', includeTime: context.flag(true, 'includeTime') },
        ...output('currentDate'),
        ...common,
      };
    case 'addToDate':
    case 'subtractFromDate':
      return {
        operation: operation === 'addToDate' ? 'add' : 'subtract',
        date: context.value('magnitude') ?? '',
        amount: context.number(0, 'duration'),
        unit: unitOf(context.choice('days', 'timeUnit')),
        ...output('newDate'),
        ...common,
      };
    case 'formatDate':
      return {
        operation: 'format',
        date: date(),
        ...formatOf(context),
        ...output('formattedDate'),
        ...common,
      };
    case 'getTimeBetweenDates': {
      const units = context.get('units');
      return {
        operation: 'difference',
        date: context.value('startDate') ?? '',
        endDate: context.value('endDate') ?? '',
        units: (Array.isArray(units) ? units : ['day']).map((unit) => unitOf(textOf(unit))),
        asIso: context.flag(false, 'options', 'isoString'),
        ...output('timeDifference'),
        ...common,
      };
    }
    case 'roundDate': {
      const isUp = context.choice('roundDown', 'mode') === 'roundUp';
      const to = isUp ? context.choice('month', 'to') : context.choice('month', 'toNearest');
      context.ignore('to', 'toNearest');
      return {
        operation: 'round',
        date: date(),
        direction: isUp ? 'end' : 'down',
        roundTo: to,
        ...output('roundedDate'),
        ...common,
      };
    }
    default:
      return {
        operation: 'extract',
        date: date(),
        part: partOf(context.choice('month', 'part')),
        ...output('datePart'),
        ...common,
      };
  }
}

function formatOf(context: NodeContext): JsonObject {
  const format = context.choice('MM/dd/yyyy', 'format');
  const from = context.value('options', 'fromFormat');
  const custom: JsonObject = format === 'custom' ? { customFormat: context.value('customFormat') ?? '' } : {};
  return { format, ...custom, ...(from === undefined ? {} : { fromFormat: from }) };
}

function unitOf(unit: string): string {
  return unit.endsWith('s') || unit === '' ? unit || 'days' : `${unit}s`;
}

function partOf(part: string): string {
  return part.replace(/s$/, '');
}
