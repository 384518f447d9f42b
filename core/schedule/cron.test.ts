import { describe, expect, it } from 'vitest';
import { readCron } from './cron';

const faultOf = (expression: string) => {
  const read = readCron(expression);
  return read.ok ? null : read.fault;
};

describe('readCron', () => {
  it.each([
    '0 9 * * 1-5',
    '*/5 * * * *',
    '0 0 L * *',
    '0 9 * * MON#2',
    '@daily',
    '0 12 ? * MON',
    '  0 9 1,15 * * ',
  ])('reads %s', (expression) => expect(readCron(expression).ok).toBe(true));

  it('counts the parts: no seconds, no years', () => {
    expect(faultOf('')).toEqual({ kind: 'parts', count: 0 });
    expect(faultOf('* * *')).toEqual({ kind: 'parts', count: 3 });
    expect(faultOf('*/5 * * * * *')).toEqual({ kind: 'parts', count: 6 });
    expect(faultOf('@reboot')).toEqual({ kind: 'parts', count: 1 });
    expect(faultOf(`0 0 ${'1,'.repeat(200)}1 * *`)).toMatchObject({ kind: 'parts' });
  });

  it('names the part that is wrong', () => {
    expect(faultOf('61 * * * *')).toEqual({ kind: 'part', index: 0, text: '61' });
    expect(faultOf('0 25 * * *')).toEqual({ kind: 'part', index: 1, text: '25' });
    expect(faultOf('0 0 32 * *')).toEqual({ kind: 'part', index: 2, text: '32' });
    expect(faultOf('0 0 * SMARCH *')).toEqual({ kind: 'part', index: 3, text: 'SMARCH' });
    expect(faultOf('0 0 * * 5-1')).toEqual({ kind: 'part', index: 4, text: '5-1' });
  });

  it('says that no day fits', () => {
    expect(faultOf('0 0 31 2 *')).toEqual({ kind: 'never' });
    expect(faultOf('0 0 29 2 *')).toBeNull();
  });

  it('takes a day of month and a day of week as either of them, as cron does', () => {
    const read = readCron('0 0 13 * 5');
    if (!read.ok) throw new Error('readable');
    const first = read.cron.nextWall(Date.UTC(2026, 10, 1)) ?? 0;
    expect(new Date(first).toISOString()).toBe('2026-11-06T00:00:00.000Z');
  });
});
