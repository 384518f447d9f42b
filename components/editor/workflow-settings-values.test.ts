import { describe, expect, it } from 'vitest';
import { isTimeZone, minutesToMs, msToMinutes } from './workflow-settings-values';

describe('workflow settings', () => {
  it('keep a limit through the form', () => {
    for (const ms of [null, 90_000, 3_600_000]) expect(minutesToMs(msToMinutes(ms))).toBe(ms);
    expect(minutesToMs('1,5')).toBe(90_000);
    expect([minutesToMs(''), minutesToMs(' '), minutesToMs('0'), minutesToMs('soon')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('know time zones', () => {
    expect(isTimeZone('Europe/Vienna')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });
});
