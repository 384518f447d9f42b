import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './is-database-away';

const withCode = (code: string) => Object.assign(new Error('no'), { code });

describe('isDatabaseAway', () => {
  it('knows a database that restarts or cannot be reached', () => {
    for (const code of ['57P01', '57P03', '08006', '53300', 'ECONNREFUSED', 'ECONNRESET', 'P1001', 'P1017'])
      expect(isDatabaseAway(withCode(code)), code).toBe(true);
    expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isDatabaseAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isDatabaseAway(new Error('wrapped', { cause: withCode('57P01') }))).toBe(true);
  });

  it('takes nothing else for it', () => {
    for (const code of ['23505', '22P05', '42501', 'P2002', 'EACCES'])
      expect(isDatabaseAway(withCode(code)), code).toBe(false);
    for (const thrown of [undefined, null, 'ECONNREFUSED', { code: '57P01' }, new Error('Something else')])
      expect(isDatabaseAway(thrown)).toBe(false);
  });
});
