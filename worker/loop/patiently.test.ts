import { describe, expect, it } from 'vitest';
import type { TimedClock } from '@/infra/clock/clock';
import { patiently } from './patiently';

/** A clock on which every wait is over at once. */
function aQuickClock(): { clock: TimedClock; waited: number[] } {
  const waited: number[] = [];
  const clock: TimedClock = {
    now: () => 0,
    elapsed: () => 0,
    setTimer(delayMs, call) {
      waited.push(delayMs);
      setImmediate(call);
      return () => undefined;
    },
  };
  return { clock, waited };
}

const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

describe('patiently', () => {
  it('asks again until the database answers', async () => {
    const { clock, waited } = aQuickClock();
    let times = 0;
    const work = () => {
      times += 1;
      return times < 4 ? Promise.reject(away) : Promise.resolve('answer');
    };
    expect(await patiently(clock, work)).toBe('answer');
    expect(waited).toHaveLength(3);
  });

  it('hands on every other failure at once', async () => {
    const { clock, waited } = aQuickClock();
    await expect(patiently(clock, () => Promise.reject(new Error('no such workflow')))).rejects.toThrow(
      'no such workflow',
    );
    expect(waited).toEqual([]);
  });
});
