import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppError } from '@/core/errors/app-error';
import { parseEnv } from './env';
import { ENV_SHAPE } from './env-schema';

const KEY = `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)).toString('base64')}`;

function faultsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (isAppError(error)) return error.details['faults'] as string[];
    throw error;
  }
  return [];
}

describe('parseEnv', () => {
  it('needs nothing', () => {
    expect(parseEnv({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: path.resolve('.heddle'),
      databaseUrl: null,
      publicUrl: 'http://127.0.0.1:3000',
      allowOutbound: [],
      workers: 1,
      isProduction: false,
      isDevelopment: false,
    });
  });

  it('counts blank values as absent', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: ' ', HEDDLE_ALLOW_OUTBOUND: '' }).port).toBe(3000);
  });

  it('reports every fault at once, by name', () => {
    const faults = faultsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://x',
      HEDDLE_ALLOW_OUTBOUND: '10.0.0.1',
      LOG_LEVEL: 'loud',
    });
    expect(faults).toHaveLength(4);
    for (const name of ['PORT', 'DATABASE_URL', 'HEDDLE_ALLOW_OUTBOUND', 'LOG_LEVEL']) {
      expect(faults.some((fault) => fault.startsWith(`${name} `))).toBe(true);
    }
  });

  it.each([
    [{ DATABASE_URL: 'postgres://h/d' }, true],
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '192.168.1.5' }, true],
    [{ HOST: 'localhost' }, false],
    [{ HOST: '127.0.0.2' }, false],
    [{ HOST: '::1' }, false],
    [{ HEDDLE_EMBEDDED_URL: 'postgres://h/d' }, false],
  ])('%o is production: %s', (source, expected) => {
    expect(parseEnv({ ...source, HEDDLE_ENCRYPTION_KEYS: KEY }).isProduction).toBe(expected);
  });

  it('refuses production without a key', () => {
    expect(faultsOf({ HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('HEDDLE_ENCRYPTION_KEYS is needed'),
    ]);
  });

  it.each([
    ['short', `k1:${Buffer.alloc(16, 5).toString('base64')}`],
    ['regular', `k1:${Buffer.alloc(32, 5).toString('base64')}`],
    ['without an id', Buffer.alloc(32, 5).toString('base64')],
    ['the same id twice', `${KEY},${KEY}`],
  ])('refuses keys that are %s and never repeats them', (_, value) => {
    const faults = faultsOf({ HEDDLE_ENCRYPTION_KEYS: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toContain(value.split(':').at(-1));
  });

  it('takes the embedded database for all three uses', () => {
    const env = parseEnv({ HEDDLE_EMBEDDED_URL: 'postgres://u:p@127.0.0.1:5/heddle' });
    expect([env.databaseUrl, env.databaseOwnerUrl, env.databaseDirectUrl]).toEqual(
      Array.from({ length: 3 }, () => 'postgres://u:p@127.0.0.1:5/heddle'),
    );
    expect(env.usesEmbeddedDatabase).toBe(true);
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const assignments = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('='));
  const example = Object.fromEntries(assignments.map(([name, ...rest]) => [name, rest.join('=')]));

  it('names every variable once and no other', () => {
    expect(assignments.map(([name]) => name)).toEqual(Object.keys(ENV_SHAPE));
  });

  it('shows the defaults', () => {
    expect(parseEnv(example)).toEqual(parseEnv({}));
  });
});
