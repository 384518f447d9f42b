import type { DateTime, DateTimeUnit } from 'luxon';
import { copyJson, setField } from '@/core/items/field-path';
import type { Json, JsonObject } from '@/core/items/item';
import { isZone, readDate } from '@/core/items/read-date';
import type { ExecutorFor, StepContext } from '@/core/node-kit/executor';
import { writablePath } from '@/core/node-kit/field-names';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';
import { formatByMoment, luxonFormat } from './moment-tokens';

type DateParameters = Parameters<ExecutorFor<typeof definition>['executeItem']>[0]['parameters'];

/** `ctx.now` is the step's own time, so what is made anew after a crash is the same. */
export const executor: ExecutorFor<typeof definition> = {
  executeItem({ item, parameters }, ctx) {
    const path = writablePath(parameters.outputField);
    const zone = zoneOf(parameters.zone, ctx);
    const value = calculate(parameters, { ctx, zone });
    const json: JsonObject = parameters.keepFields ? copyJson(item.json) : {};
    setField(json, path, value);
    return { json, ...(parameters.keepFields && item.binary ? { binary: item.binary } : {}) };
  },
};

interface Place {
  ctx: StepContext;
  zone: string;
}

function calculate(parameters: DateParameters, place: Place): Json {
  if (parameters.operation === 'now') return now(parameters, place);
  const date = dateOf(parameters.date, 'Date', { parameters, place });
  switch (parameters.operation) {
    case 'format':
      return format(date, parameters);
    case 'add':
      return iso(date.plus({ [parameters.unit]: parameters.amount }));
    case 'subtract':
      return iso(date.minus({ [parameters.unit]: parameters.amount }));
    case 'difference':
      return difference(date, dateOf(parameters.endDate, 'Second date', { parameters, place }), parameters);
    case 'extract':
      return parameters.part === 'week' ? date.weekNumber : date[parameters.part];
    case 'round':
      return iso(round(date, parameters));
  }
}

function now({ includeTime }: DateParameters, { ctx, zone }: Place): Json {
  const date = readDate(new Date(ctx.now), { zone });
  if (!date) throw unreadable('Date', ctx.now);
  return iso(includeTime ? date : date.startOf('day'));
}

function dateOf(value: unknown, label: string, at: { parameters: DateParameters; place: Place }): DateTime {
  const { fromFormat, fromZone, tokens } = at.parameters;
  const zone = fromZone === '' ? at.place.zone : zoneOf(fromZone, at.place.ctx);
  const read = tokens === 'moment' && fromFormat !== '' ? luxonFormat(fromFormat) : fromFormat;
  const date = readDate(value, { zone, format: read });
  if (!date) throw unreadable(label, value);
  return date.setZone(at.place.zone);
}

function format(date: DateTime, { format: preset, customFormat, tokens }: DateParameters): Json {
  if (preset === 'iso') return iso(date);
  if (preset !== 'custom') return date.toFormat(preset);
  if (customFormat === '') {
    throw NodeFailure.final('date-time.no-format', 'Write a format of your own, such as yyyy-MM-dd.');
  }
  return tokens === 'moment' ? formatByMoment(date, customFormat) : date.toFormat(customFormat);
}

function difference(from: DateTime, to: DateTime, { units, asIso }: DateParameters): Json {
  if (units.length === 0) {
    throw NodeFailure.final('date-time.no-unit', 'Choose at least one unit to count in.');
  }
  const between = to.diff(from, units);
  return asIso ? between.toISO() : (between.toObject() as JsonObject); // numbers by unit
}

function round(date: DateTime, { direction, roundTo }: DateParameters): DateTime {
  const unit: DateTimeUnit = roundTo;
  if (direction === 'end') return date.endOf(unit);
  const start = date.startOf(unit);
  return direction === 'down' ? start : start.plus({ [unit]: 1 });
}

function iso(date: DateTime): string {
  const text = date.toISO();
  if (text !== null) return text;
  throw NodeFailure.final(
    'date-time.out-of-range',
    'The result is no date that can be written. Use a smaller amount.',
  );
}

function zoneOf(zone: string, ctx: StepContext): string {
  if (zone === '') return ctx.timezone;
  if (isZone(zone)) return zone;
  throw NodeFailure.final(
    'date-time.unknown-zone',
    `"${zone}" is no time zone. Use a name such as Europe/Berlin or UTC.`,
  );
}

function unreadable(label: string, value: unknown): NodeFailure {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return NodeFailure.final(
    'date-time.unreadable',
    `${label}: ${shown === '' ? 'an empty text' : shown} cannot be read as a date. Correct it, or say how it is written.`,
  );
}
