import { describe, expect, it } from 'vitest';
import { isZone, readDate } from './read-date';

const read = (value: unknown, zone = 'Europe/Berlin', format?: string): string | null =>
  readDate(value, { zone, ...(format === undefined ? {} : { format }) })?.toISO() ?? null;

describe('readDate', () => {
  it.each([
    ['2026-07-01', '2026-07-01T00:00:00.000+02:00'],
    ['2026-07-01T10:00', '2026-07-01T10:00:00.000+02:00'],
    ['2026-07-01T10:00Z', '2026-07-01T12:00:00.000+02:00'],
    ['2026-07-01 10:00:00', '2026-07-01T10:00:00.000+02:00'],
    ['20260701', '2026-07-01T00:00:00.000+02:00'],
    ['Wed, 01 Jul 2026 10:00:00 GMT', '2026-07-01T12:00:00.000+02:00'],
    ['July 1, 2026 10:00', '2026-07-01T10:00:00.000+02:00'],
    ['2026/07/01', '2026-07-01T00:00:00.000+02:00'],
    ['July 1, 2026 10:00 UTC', '2026-07-01T12:00:00.000+02:00'],
    ['Wed Jul 01 2026 10:00:00 GMT+0200 (CEST)', '2026-07-01T10:00:00.000+02:00'],
    [1_782_892_800, '2026-07-01T10:00:00.000+02:00'],
    ['1782892800', '2026-07-01T10:00:00.000+02:00'],
    [1_782_892_800_000, '2026-07-01T10:00:00.000+02:00'],
    ['1782892800000', '2026-07-01T10:00:00.000+02:00'],
    [0, '1970-01-01T01:00:00.000+01:00'],
  ])('%j is %s', (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it.each([null, undefined, '', 'yesterday', {}, [], true, Number.NaN, 1e20, 'x'.repeat(300)])(
    '%j is no date',
    (value) => {
      expect(read(value)).toBeNull();
    },
  );

  it('follows a format that is named, and nothing else then', () => {
    expect(read('01.07.2026', 'UTC', 'dd.MM.yyyy')).toBe('2026-07-01T00:00:00.000Z');
    expect(read('2026-07-01', 'UTC', 'dd.MM.yyyy')).toBeNull();
  });

  it('gives the same on every machine', () => {
    const before = process.env['TZ'];
    try {
      process.env['TZ'] = 'Asia/Tokyo';
      expect(read('July 1, 2026 10:00', 'UTC')).toBe('2026-07-01T10:00:00.000Z');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

it('knows zones', () => {
  expect(['Europe/Berlin', 'UTC', 'UTC+2', 'Mars/Olympus', ''].map(isZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
