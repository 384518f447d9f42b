import { describe, expect, it } from 'vitest';
import { checkSchedule, tooFrequent } from './check-schedule';
import { scheduleItem } from './schedule-item';

const cron = (expression: string) => ({ rules: [{ every: 'days' }, { every: 'cron', expression }] });

describe('checkSchedule', () => {
  it('finds nothing in what is right', () => {
    expect(checkSchedule(cron('0 9 * * 1-5'), 'Europe/Zurich')).toEqual([]);
  });

  it('names the wrong part of a cron expression, its place and the fix', () => {
    expect(checkSchedule(cron('0 25 * * *'), 'UTC')).toEqual([
      {
        code: 'schedule.bad-cron',
        path: 'rules.1.expression',
        message: 'The hour "25" of the cron expression is not right.',
        params: { part: 'hour', text: '25', range: '0–23' },
        fix: 'Use 0–23; a list (1,2), a range (1-5), a step (*/2), or * for all.',
      },
    ]);
    expect(checkSchedule(cron('*/5 * * * * *'), 'UTC')).toMatchObject([
      { code: 'schedule.cron-parts', params: { count: 6 } },
    ]);
  });

  it('says when a schedule never comes due', () => {
    expect(checkSchedule(cron('0 0 30 2 *'), 'UTC')).toMatchObject([
      { code: 'schedule.never', path: 'rules.1.expression' },
    ]);
    expect(
      checkSchedule({ rules: [{ every: 'days' }], startsAt: '2026-01-02', endsAt: '2026-01-01' }, 'UTC'),
    ).toMatchObject([{ code: 'schedule.never', path: 'endsAt' }]);
  });

  it('knows zones, the own one before the workflow’s', () => {
    expect(checkSchedule({ rules: [{}], timezone: 'Mars/Olympus' }, 'UTC')).toMatchObject([
      { code: 'settings.unknown-timezone', path: 'timezone' },
    ]);
    expect(checkSchedule({ rules: [{}], timezone: 'Asia/Tokyo' }, 'Mars/Olympus')).toEqual([]);
  });

  it('takes nonsense without failing', () => {
    for (const parameters of [
      null,
      7,
      {},
      { rules: [] },
      { rules: [null] },
      { rules: [{ every: 'blue moon' }] },
    ]) {
      expect(checkSchedule(parameters, 'UTC')).toMatchObject([{ code: 'schedule.incomplete' }]);
    }
  });
});

it('rules that come due too often are refused with what is allowed', () => {
  const rules = {
    rules: [
      { every: 'seconds', interval: 10 },
      { every: 'seconds', interval: 60 },
    ],
  };
  expect(tooFrequent(rules, 60)).toMatchObject([
    { code: 'schedule.too-frequent', path: 'rules.0.interval', params: { least: 60, seconds: 10 } },
  ]);
  expect(tooFrequent(rules, 10)).toEqual([]);
});

it('an item tells the tick in the words of its zone', () => {
  const scheduledForMs = Date.UTC(2026, 6, 1, 7);
  expect(
    scheduleItem({ scheduledForMs, firedAtMs: scheduledForMs + 250, timezone: 'Europe/Zurich' }),
  ).toEqual({
    scheduledFor: '2026-07-01T09:00:00+02:00',
    firedAt: '2026-07-01T09:00:00.250+02:00',
    timezone: 'Europe/Zurich',
    date: '2026-07-01',
    time: '09:00:00',
    year: 2026,
    month: 7,
    dayOfMonth: 1,
    weekday: 'Wednesday',
    hour: 9,
    minute: 0,
    second: 0,
  });
});

it('tells what comes due too often beside whatever else is wrong', () => {
  const rules = [
    { every: 'seconds', interval: 5 },
    { every: 'weeks', weekdays: [] },
    { every: 'seconds' },
    7,
  ];
  expect(tooFrequent({ rules }, 60).map(({ path, params }) => [path, params?.['seconds']])).toEqual([
    ['rules.0.interval', 5],
    ['rules.2.interval', 1],
  ]);
  expect(tooFrequent({ rules: 'none' }, 60)).toEqual([]);
});

it('an item tells the tick in the words of n8n', () => {
  const at = Date.UTC(2026, 6, 1, 7, 5, 9);
  const tick = { scheduledForMs: at, firedAtMs: at + 250, timezone: 'Europe/Zurich', words: 'n8n' as const };
  expect(scheduleItem(tick)).toEqual({
    timestamp: '2026-07-01T09:05:09.250+02:00',
    'Readable date': 'July 1st 2026, 9:05:09 am',
    'Readable time': '9:05:09 am',
    'Day of week': 'Wednesday',
    Year: '2026',
    Month: 'July',
    'Day of month': '01',
    Hour: '09',
    Minute: '05',
    Second: '09',
    Timezone: 'Europe/Zurich (UTC+02:00)',
  });
  const on = (day: number) =>
    scheduleItem({ ...tick, firedAtMs: Date.UTC(2026, 6, day, 12) })['Readable date'];
  expect([2, 3, 4, 11, 13, 22, 31].map(on)).toEqual(
    ['2nd', '3rd', '4th', '11th', '13th', '22nd', '31st'].map((day) => `July ${day} 2026, 2:00:00 pm`),
  );
});
