import { describe, expect, test } from 'vitest';
import { CREDENTIAL_KINDS, kindInfo } from './kinds';
import { leadsElsewhere, readFields } from './read-fields';

describe('values', () => {
  test.each(CREDENTIAL_KINDS)('%s: each has a secret, and what is given is parted', (kind) => {
    const { fields } = kindInfo(kind);
    expect(fields.some(({ secret, required }) => secret && required)).toBe(true);
    const values: Record<string, string> = {
      tokenUrl: 'https://auth.example.com/token',
      sendAs: 'body',
      name: 'key',
    };
    const given = Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? 'abc']));
    const read = readFields(kind, given);
    expect(read.ok && Object.keys({ ...read.open, ...read.secret }).sort()).toEqual(
      Object.keys(given).sort(),
    );
    expect(
      read.ok && Object.keys(read.open).filter((name) => Object.hasOwn(read.secret ?? {}, name)),
    ).toEqual([]);
  });

  test('what is left out stays, an empty secret too; an empty open value does not', () => {
    const stored = { user: 'ada' };
    expect(readFields('basic', {}, stored)).toEqual({ ok: true, open: stored, secret: null });
    expect(readFields('basic', { password: ' ' }, stored)).toEqual({ ok: true, open: stored, secret: null });
    expect(readFields('basic', { user: '' }, stored)).toMatchObject({ ok: false });
    expect(readFields('basic', { user: 'ada' })).toEqual({
      ok: false,
      fault: { field: 'password', rule: 'required' },
    });
  });

  test('own keys only', () => {
    expect(
      readFields('bearer', JSON.parse('{"__proto__":"x","token":"t"}') as Record<string, string>),
    ).toMatchObject({
      ok: false,
      fault: { rule: 'unknown' },
    });
  });
});

describe('where a secret goes', () => {
  const at = (hosts: string[], open = {}) => ({ open, hosts });
  test.each([
    { name: 'a host more', before: at(['a']), after: at(['a', 'b']), moved: true },
    { name: 'a host less', before: at(['a', 'b']), after: at(['a']), moved: false },
    { name: 'the same', before: at(['a']), after: at(['a']), moved: false },
    {
      name: 'another token address',
      before: at([], { tokenUrl: 'https://a' }),
      after: at([], { tokenUrl: 'https://b' }),
      moved: true,
    },
    { name: 'another scope', before: at([], { scope: 'a' }), after: at([], { scope: 'b' }), moved: false },
  ])('$name: $moved', ({ before, after, moved }) => {
    expect(leadsElsewhere('oauth2-client-credentials', before, after)).toBe(moved);
  });
});
