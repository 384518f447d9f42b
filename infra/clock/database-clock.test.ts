import { describe, expect, it } from 'vitest';
import type { TimedClock } from './clock';
import { createDatabaseClock, type DatabaseClockOptions } from './database-clock';

const HOUR = 3_600_000;

/** A machine whose wall clock is an hour off, and a database that answers after `lagMs` each way. */
function aMachine() {
  let elapsed = 500;
  let databaseAt = 1_000_000;
  let lagMs = 5;
  let away = false;
  const timers: (() => void)[] = [];
  const pass = (ms: number) => {
    elapsed += ms;
    databaseAt += ms;
  };
  const base: TimedClock = {
    now: () => databaseAt + HOUR,
    elapsed: () => elapsed,
    setTimer(_delay, call) {
      timers.push(call);
      return () => undefined;
    },
  };
  const query = () => {
    if (away) return Promise.reject(new Error('away'));
    pass(lagMs);
    const rows = [{ now: databaseAt }];
    pass(lagMs);
    return Promise.resolve({ rows });
  };
  return {
    // Only the one form is used.
    options: { base, db: { query } as unknown as DatabaseClockOptions['db'] },
    pass,
    databaseNow: () => databaseAt,
    /** The database's own clock is set. */
    jump: (ms: number) => void (databaseAt += ms),
    answerAfter: (ms: number) => void (lagMs = ms),
    goAway: () => void (away = true),
    async asks() {
      timers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('createDatabaseClock', () => {
  it('tells the time of the database, not that of the machine', async () => {
    const machine = aMachine();
    const clock = await createDatabaseClock(machine.options);
    expect(clock.now()).toBe(machine.databaseNow());
    machine.pass(1234);
    expect(clock.now()).toBe(machine.databaseNow());
  });

  it('follows when the clock of the database is set', async () => {
    const machine = aMachine();
    const clock = await createDatabaseClock(machine.options);
    machine.jump(-60_000);
    await machine.asks();
    expect(clock.now()).toBe(machine.databaseNow());
  });

  it('follows a slow answer only as far as it proves something', async () => {
    const machine = aMachine();
    const clock = await createDatabaseClock(machine.options);
    machine.answerAfter(400);
    machine.jump(100);
    await machine.asks();
    expect(machine.databaseNow() - clock.now()).toBe(100);
    machine.jump(1000);
    await machine.asks();
    expect(clock.now()).toBe(machine.databaseNow());
  });

  it('goes on by itself while the database is away', async () => {
    const machine = aMachine();
    const clock = await createDatabaseClock(machine.options);
    machine.goAway();
    await machine.asks();
    machine.pass(90_000);
    expect(clock.now()).toBe(machine.databaseNow());
  });

  it('does not start without an answer', async () => {
    const machine = aMachine();
    machine.goAway();
    await expect(createDatabaseClock(machine.options)).rejects.toThrow('away');
  });
});
