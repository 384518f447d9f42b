import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { randomCases } from '@/testing/random-cases';
import { dueAtOf, nextFires } from './next-fires';
import { readSchedule, WEEKDAYS, type Schedule } from './schedule';

const ZURICH = 'Europe/Zurich';

function aSchedule(rules: object | object[], rest: object = {}, timezone = ZURICH): Schedule {
  const read = readSchedule({ rules: [rules].flat(), ...rest }, timezone);
  if (!read.ok) throw new Error(`${read.path}: ${read.message}`);
  return read.schedule;
}

/** The next times as the zone's clocks show them, from one of them on. */
function times(schedule: Schedule, from: string, count = 3): string[] {
  const start = DateTime.fromISO(from, { zone: schedule.timezone }).toMillis();
  return nextFires(schedule, start, count).map((at) =>
    DateTime.fromMillis(at, { zone: schedule.timezone }).toFormat("yyyy-MM-dd'T'HH:mmZZ"),
  );
}

describe('rules', () => {
  it('days at a time, also every so many days', () => {
    expect(times(aSchedule({ every: 'days', at: '09:30' }), '2026-11-21T09:30')).toEqual([
      '2026-11-22T09:30+01:00',
      '2026-11-23T09:30+01:00',
      '2026-11-24T09:30+01:00',
    ]);
    const everyThird = aSchedule({ every: 'days', interval: 3, at: '08:00' }, { startsAt: '2026-11-22' });
    expect(times(everyThird, '2026-11-21T00:00')).toEqual([
      '2026-11-22T08:00+01:00',
      '2026-11-25T08:00+01:00',
      '2026-11-28T08:00+01:00',
    ]);
  });

  it('weekdays at a time, also every other week', () => {
    const weekdays = ['monday', 'friday'];
    expect(times(aSchedule({ every: 'weeks', weekdays, at: '07:00' }), '2026-11-21T12:00')).toEqual([
      '2026-11-23T07:00+01:00',
      '2026-11-27T07:00+01:00',
      '2026-11-30T07:00+01:00',
    ]);
    const fortnightly = aSchedule(
      { every: 'weeks', interval: 2, weekdays, at: '07:00' },
      { startsAt: '2026-11-25' },
    );
    // The start lies in the week that counts; its Monday is over.
    expect(times(fortnightly, '2026-11-21T12:00')).toEqual([
      '2026-11-27T07:00+01:00',
      '2026-12-07T07:00+01:00',
      '2026-12-11T07:00+01:00',
    ]);
  });

  it('days of the month: a month without the day is passed over, the last day is always there', () => {
    expect(times(aSchedule({ every: 'months', day: '31', at: '00:00' }), '2026-11-21T00:00')).toEqual([
      '2026-12-31T00:00+01:00',
      '2027-01-31T00:00+01:00',
      '2027-03-31T00:00+02:00',
    ]);
    const last = aSchedule(
      { every: 'months', day: 'last', interval: 3, at: '23:59' },
      { startsAt: '2026-11-01' },
    );
    expect(times(last, '2026-11-21T00:00')).toEqual([
      '2026-11-30T23:59+01:00',
      '2027-02-28T23:59+01:00',
      '2027-05-31T23:59+02:00',
    ]);
  });

  it('minutes and seconds from midnight, hours off the clock', () => {
    expect(
      times(aSchedule({ every: 'minutes', interval: 20 }, {}, 'Asia/Kolkata'), '2026-11-21T10:01', 2),
    ).toEqual(['2026-11-21T10:20+05:30', '2026-11-21T10:40+05:30']);
    expect(times(aSchedule({ every: 'hours', interval: 6, minute: 15 }), '2026-07-01T00:15', 4)).toEqual([
      '2026-07-01T06:15+02:00',
      '2026-07-01T12:15+02:00',
      '2026-07-01T18:15+02:00',
      '2026-07-02T00:15+02:00',
    ]);
    const five = nextFires(aSchedule({ every: 'hours', interval: 5 }), Date.UTC(2026, 2, 28), 20);
    expect(new Set(five.slice(1).map((at, index) => at - (five[index] ?? 0)))).toEqual(
      new Set([5 * 3_600_000]),
    );
    expect(nextFires(aSchedule({ every: 'seconds', interval: 90 }), Date.UTC(2026, 0, 1), 2)).toEqual([
      Date.UTC(2026, 0, 1, 0, 1, 30),
      Date.UTC(2026, 0, 1, 0, 3),
    ]);
  });

  it('cron in a zone', () => {
    expect(times(aSchedule({ every: 'cron', expression: '30 9 * * 1-5' }), '2026-11-20T10:00', 2)).toEqual([
      '2026-11-23T09:30+01:00',
      '2026-11-24T09:30+01:00',
    ]);
  });

  it('several rules make one schedule, and a moment that two name comes due once', () => {
    const both = aSchedule([
      { every: 'days', at: '09:00' },
      { every: 'cron', expression: '0 9,18 * * *' },
    ]);
    expect(times(both, '2026-11-21T00:00')).toEqual([
      '2026-11-21T09:00+01:00',
      '2026-11-21T18:00+01:00',
      '2026-11-22T09:00+01:00',
    ]);
  });

  it('has a start and an end, both included', () => {
    const bounded = aSchedule(
      { every: 'days', at: '09:00' },
      { startsAt: '2026-11-23T09:00', endsAt: '2026-11-24' },
    );
    expect(times(bounded, '2026-11-21T00:00')).toEqual(['2026-11-23T09:00+01:00', '2026-11-24T09:00+01:00']);
  });

  it('gives nothing for what can never be', () => {
    expect(nextFires(aSchedule({ every: 'cron', expression: '0 0 31 2 *' }), 0, 3)).toEqual([]);
    expect(nextFires(aSchedule({ every: 'days' }, {}, 'Mars/Olympus'), 0, 3)).toEqual([]);
  });
});

describe('summer time', () => {
  // Zurich: 29 March 2026, 02:00 becomes 03:00; 25 October 2026, 03:00 becomes 02:00.
  it.each([
    [{ every: 'days', at: '02:30' }],
    [{ every: 'cron', expression: '30 2 * * *' }],
    [{ every: 'weeks', weekdays: [...WEEKDAYS], at: '02:30' }],
  ])('a time that does not exist comes due at the first moment after the gap, once: %o', (rule) => {
    expect(times(aSchedule(rule), '2026-03-28T12:00')).toEqual([
      '2026-03-29T03:00+02:00',
      '2026-03-30T02:30+02:00',
      '2026-03-31T02:30+02:00',
    ]);
  });

  it('several times in the gap come due once', () => {
    expect(times(aSchedule({ every: 'cron', expression: '*/20 2,3 * * *' }), '2026-03-29T00:00')).toEqual([
      '2026-03-29T03:00+02:00',
      '2026-03-29T03:20+02:00',
      '2026-03-29T03:40+02:00',
    ]);
  });

  it.each([[{ every: 'days', at: '02:30' }], [{ every: 'cron', expression: '30 2 * * *' }]])(
    'a time that exists twice comes due the first time: %o',
    (rule) => {
      expect(times(aSchedule(rule), '2026-10-24T12:00')).toEqual([
        '2026-10-25T02:30+02:00',
        '2026-10-26T02:30+01:00',
        '2026-10-27T02:30+01:00',
      ]);
    },
  );

  it.each([[{ every: 'hours', interval: 1, minute: 30 }], [{ every: 'cron', expression: '30 * * * *' }]])(
    'what runs every hour goes on every hour: %o',
    (rule) => {
      expect(times(aSchedule(rule), '2026-03-29T00:45')).toEqual([
        '2026-03-29T01:30+01:00',
        '2026-03-29T03:30+02:00',
        '2026-03-29T04:30+02:00',
      ]);
      expect(times(aSchedule(rule), '2026-10-25T01:45')).toEqual([
        '2026-10-25T02:30+02:00',
        '2026-10-25T02:30+01:00',
        '2026-10-25T03:30+01:00',
      ]);
    },
  );

  it('knows gaps of half an hour and of a whole day', () => {
    const lordHowe = aSchedule({ every: 'days', at: '02:15' }, {}, 'Australia/Lord_Howe');
    expect(times(lordHowe, '2026-10-03T12:00', 2)).toEqual([
      '2026-10-04T02:30+11:00',
      '2026-10-05T02:15+11:00',
    ]);
    // Samoa had no 30 December 2011.
    const apia = aSchedule({ every: 'days', at: '12:00' }, {}, 'Pacific/Apia');
    expect(times(apia, '2011-12-29T13:00', 2)).toEqual(['2011-12-31T00:00+14:00', '2011-12-31T12:00+14:00']);
  });
});

describe('properties', () => {
  const zone = fc.constantFrom(
    ...[
      'UTC',
      ZURICH,
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Santiago',
      'Africa/Casablanca',
    ],
  );
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const interval = fc.integer({ min: 1, max: 9 });
  const rule = fc.oneof(
    fc.record({ every: fc.constant('minutes'), interval: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ every: fc.constant('hours'), interval, minute: fc.integer({ min: 0, max: 59 }) }),
    fc.record({ every: fc.constant('days'), interval, at: time }),
    fc.record({
      ...{ every: fc.constant('weeks'), interval, at: time },
      weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    }),
    fc.record({
      ...{ every: fc.constant('months'), interval, at: time },
      day: fc.constantFrom('1', '15', '29', '31', 'last'),
    }),
    fc.record({
      every: fc.constant('cron'),
      expression: fc.constantFrom(
        '*/7 * * * *',
        '0 2 * * *',
        '15,45 1-4 * * 0',
        '30 * 1 * *',
        '0 */2 * 3,10 *',
      ),
    }),
  );
  const from = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) });

  it('moments grow strictly, lie after the start, and come out the same when asked one by one', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), zone, from, (rules, name, start) => {
        const schedule = aSchedule(rules, {}, name);
        const fires = nextFires(schedule, start, 8);
        expect(fires).toHaveLength(8);
        [start, ...fires].reduce((before, at) => {
          expect(at).toBeGreaterThan(before);
          expect(nextFires(schedule, before, 1)).toEqual([at]);
          return at;
        });
      }),
      { numRuns: randomCases(150) },
    );
  });

  it('each moment shows the wanted time in the zone, or is the first one after a gap', () => {
    fc.assert(
      fc.property(time, zone, from, (at, name, start) => {
        for (const fire of nextFires(aSchedule({ every: 'days', at }, {}, name), start, 20)) {
          const local = DateTime.fromMillis(fire, { zone: name });
          const zoneOf = IANAZone.create(name);
          const isAfterGap = zoneOf.offset(fire - 1) < zoneOf.offset(fire);
          expect(isAfterGap || local.toFormat('HH:mm') === at).toBe(true);
        }
      }),
      { numRuns: randomCases(150) },
    );
  });

  it('no day is left out and none counts twice', () => {
    fc.assert(
      fc.property(time, zone, from, (at, name, start) => {
        const fires = nextFires(aSchedule({ every: 'days', at }, {}, name), start, 400);
        const days = fires.map((fire) => DateTime.fromMillis(fire, { zone: name }).toISODate());
        expect(new Set(days).size).toBe(400);
        const first = DateTime.fromMillis(fires[0] ?? 0, { zone: name });
        const last = DateTime.fromMillis(fires.at(-1) ?? 0, { zone: name });
        expect(last.startOf('day').diff(first.startOf('day'), 'days').days).toBe(399);
      }),
      { numRuns: randomCases(25) },
    );
  });
});

describe('jitter', () => {
  it('lies within its seconds, depends on trigger and tick alone, and spreads', () => {
    const schedule = aSchedule({ every: 'days' }, { jitterSeconds: 60 });
    const delays = Array.from(
      { length: 50 },
      (_, index) => dueAtOf(schedule, 1_000_000, `t${index}`) - 1_000_000,
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(60_000);
    expect(new Set(delays).size).toBeGreaterThan(40);
    expect(dueAtOf(schedule, 5, 'a')).toBe(dueAtOf(schedule, 5, 'a'));
    expect(dueAtOf(aSchedule({ every: 'days' }), 5, 'a')).toBe(5);
  });
});
