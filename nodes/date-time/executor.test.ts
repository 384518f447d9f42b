import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { Json, JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { definition } from './definition';
import { executor } from './executor';

type DateParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function run(parameters: Partial<DateParameters>, json: JsonObject = {}): Promise<JsonObject> {
  const whole = { ...defaultParameters(definition), ...parameters } as DateParameters;
  const ctx = fakeContext({ timezone: 'Europe/Berlin', now: Date.UTC(2026, 5, 30, 23, 30) });
  const output = await executor.executeItem({ item: { json }, index: 0, parameters: whole }, ctx);
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}
const value = async (parameters: Partial<DateParameters>): Promise<Json | undefined> =>
  (await run(parameters))['date'];

describe('now', () => {
  it('is the time of the step in the zone of the workflow, or another', async () => {
    expect(await value({ operation: 'now' })).toBe('2026-07-01T01:30:00.000+02:00');
    expect(await value({ operation: 'now', includeTime: false })).toBe('2026-07-01T00:00:00.000+02:00');
    expect(await value({ operation: 'now', zone: 'UTC', includeTime: false })).toBe(
      '2026-06-30T00:00:00.000Z',
    );
  });
});

describe('format', () => {
  const at = (parameters: Partial<DateParameters>) =>
    value({ operation: 'format', date: '2026-03-01T05:04:03.021Z', zone: 'UTC', ...parameters });

  it.each([
    ['MM/dd/yyyy', '03/01/2026'],
    ['MMMM dd yyyy', 'March 01 2026'],
    ['X', '1772341443'],
    ['x', '1772341443021'],
    ['iso', '2026-03-01T05:04:03.021Z'],
  ] as const)('%s', async (format, expected) => {
    expect(await at({ format })).toBe(expected);
  });

  it('of your own, in the tokens of luxon or moment', async () => {
    expect(await at({ format: 'custom', customFormat: "cccc d LLL 'at' h:mm a" })).toBe(
      'Sunday 1 Mar at 5:04 AM',
    );
    expect(
      await at({ format: 'custom', tokens: 'moment', customFormat: 'dddd, Do MMMM YYYY [at] hh:mm a' }),
    ).toBe('Sunday, 1st March 2026 at 05:04 am');
    expect(await at({ format: 'custom', tokens: 'moment', customFormat: 'dd d E DDDD w Q X SS Z' })).toBe(
      'Su 0 7 060 9 1 1772341443 02 +00:00',
    );
    await expect(at({ format: 'custom' })).rejects.toMatchObject({ code: 'date-time.no-format' });
  });
});

describe('reading', () => {
  it('takes the zone of dates that name none, and gives another', async () => {
    const parameters = { operation: 'format', format: 'iso', date: '2026-03-01 12:00' } as const;
    expect(await value({ ...parameters, fromZone: 'America/New_York', zone: 'UTC' })).toBe(
      '2026-03-01T17:00:00.000Z',
    );
    expect(await value(parameters)).toBe('2026-03-01T12:00:00.000+01:00');
  });

  it('follows a format, in either kind of tokens', async () => {
    const parameters = {
      operation: 'format',
      format: 'yyyy-MM-dd',
      zone: 'UTC',
      date: '01.02.2026 um 10',
    } as const;
    expect(await value({ ...parameters, fromFormat: "dd.MM.yyyy 'um' HH" })).toBe('2026-02-01');
    expect(await value({ ...parameters, fromFormat: 'DD.MM.YYYY [um] HH', tokens: 'moment' })).toBe(
      '2026-02-01',
    );
  });

  it.each(['', 'soon', null, {}])('refuses %j', async (date) => {
    await expect(value({ operation: 'extract', date })).rejects.toMatchObject({
      code: 'date-time.unreadable',
    });
  });

  it('refuses a zone that is none', async () => {
    await expect(value({ operation: 'now', zone: 'Mars' })).rejects.toMatchObject({
      code: 'date-time.unknown-zone',
    });
  });
});

describe('calculating', () => {
  it('keeps the time of day over summer time, and the last day of a month', async () => {
    const date = '2026-03-28T12:00:00+01:00';
    expect(await value({ operation: 'add', date, amount: 1, unit: 'days' })).toBe(
      '2026-03-29T12:00:00.000+02:00',
    );
    expect(await value({ operation: 'add', date, amount: 24, unit: 'hours' })).toBe(
      '2026-03-29T13:00:00.000+02:00',
    );
    expect(await value({ operation: 'subtract', date: '2026-03-31', amount: 1, unit: 'months' })).toBe(
      '2026-02-28T00:00:00.000+01:00',
    );
    await expect(value({ operation: 'add', date, amount: 1e15, unit: 'years' })).rejects.toMatchObject({
      code: 'date-time.out-of-range',
    });
  });

  it('counts the time between', async () => {
    const parameters = { operation: 'difference', date: '2020-01-01', endDate: '2021-04-14T12:00' } as const;
    expect(await value({ ...parameters, units: ['years', 'months', 'days', 'hours'], zone: 'UTC' })).toEqual({
      years: 1,
      months: 3,
      days: 13,
      hours: 12,
    });
    expect(
      await value({ ...parameters, units: ['years', 'months'], asIso: true, endDate: '2021-04-01' }),
    ).toBe('P1Y3M');
    expect(await value({ ...parameters, units: ['days'], endDate: '2019-12-31' })).toEqual({ days: -1 });
    await expect(value({ ...parameters, units: [] })).rejects.toMatchObject({ code: 'date-time.no-unit' });
  });

  it.each([
    ['year', 2026],
    ['quarter', 3],
    ['month', 8],
    ['week', 33],
    ['weekday', 6],
    ['ordinal', 227],
    ['day', 15],
    ['hour', 13],
  ] as const)('takes the %s', async (part, expected) => {
    expect(await value({ operation: 'extract', part, date: '2026-08-15T13:45' })).toBe(expected);
  });

  it.each([
    ['down', 'month', '2026-08-01T00:00:00.000+02:00'],
    ['up', 'month', '2026-09-01T00:00:00.000+02:00'],
    ['end', 'month', '2026-08-31T23:59:59.999+02:00'],
    ['down', 'week', '2026-08-10T00:00:00.000+02:00'],
    ['up', 'hour', '2026-08-15T14:00:00.000+02:00'],
  ] as const)('rounds %s to the %s', async (direction, roundTo, expected) => {
    expect(await value({ operation: 'round', direction, roundTo, date: '2026-08-15T13:45' })).toBe(expected);
  });
});

it('keeps the other fields or not, and never changes them', async () => {
  const json = { a: { b: 1 } };
  expect(await run({ operation: 'now', outputField: 'a.c' }, json)).toEqual({
    a: { b: 1, c: '2026-07-01T01:30:00.000+02:00' },
  });
  expect(Object.keys(await run({ operation: 'now', keepFields: false }, json))).toEqual(['date']);
  expect(json).toEqual({ a: { b: 1 } });
  await expect(run({ operation: 'now', outputField: '__proto__.x' })).rejects.toMatchObject({
    code: 'field.forbidden-name',
  });
});
