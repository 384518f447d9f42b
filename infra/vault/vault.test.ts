import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createVault, type Envelope } from './vault';

const owner = { tenantId: 't', credentialId: 'c', type: 'http-header' };
const one = { id: 'one', key: randomBytes(32) };
const two = { id: 'two', key: randomBytes(32) };
const secret = Buffer.from('{"token":"s3cret"}');

test('a sealed secret opens again and stands nowhere in the envelope', () => {
  const vault = createVault([one]);
  const envelope = vault.seal(owner, secret);
  expect(vault.open(owner, envelope)).toEqual(secret);
  expect(Buffer.concat([envelope.sealed, envelope.wrappedKey]).includes('s3cret')).toBe(false);
  expect(vault.seal(owner, secret).sealed).not.toEqual(envelope.sealed);
});

test.each([
  { ...owner, tenantId: 'other' },
  { ...owner, credentialId: 'other' },
  { ...owner, type: 'other' },
  { tenantId: 't","c', credentialId: '', type: 'http-header' },
])('an envelope moved to %j does not open', (other) => {
  const vault = createVault([one]);
  expect(() => vault.open(other, vault.seal(owner, secret))).toThrow(
    expect.objectContaining({ code: 'vault.tampered' }),
  );
});

test('any flipped bit or shortened part is noticed', () => {
  const vault = createVault([one]);
  const envelope = vault.seal(owner, secret);
  for (const part of ['sealed', 'wrappedKey'] as const) {
    for (let index = 0; index < envelope[part].length; index += 1) {
      const bytes = Uint8Array.from(envelope[part]);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      expect(() => vault.open(owner, { ...envelope, [part]: bytes })).toThrow('does not open');
    }
    for (const length of [0, 4, 12, 20, envelope[part].length - 12]) {
      const cut: Envelope = { ...envelope, [part]: envelope[part].subarray(0, length) };
      expect(() => vault.open(owner, cut)).toThrow('does not open');
    }
  }
});

test('the layers cannot be exchanged', () => {
  const vault = createVault([one]);
  const envelope = vault.seal(owner, secret);
  expect(() => vault.open(owner, { ...envelope, sealed: envelope.wrappedKey })).toThrow('does not open');
});

test('the first key encrypts, all decrypt, and rotation keeps the sealed bytes', () => {
  const old = createVault([one]).seal(owner, secret);
  const both = createVault([two, one]);
  expect(both.seal(owner, secret).keyId).toBe('two');
  expect(both.open(owner, old)).toEqual(secret);
  const fresh = both.rewrap(owner, old);
  expect(fresh).toMatchObject({ keyId: 'two', sealed: old.sealed });
  expect(createVault([two]).open(owner, fresh as Envelope)).toEqual(secret);
  expect(both.rewrap(owner, fresh as Envelope)).toBeNull();
});

test('a missing key is said by its name', () => {
  const envelope = createVault([one]).seal(owner, secret);
  expect(() => createVault([two]).open(owner, envelope)).toThrow(
    expect.objectContaining({ code: 'vault.unknown-key', details: { keyId: 'one' } }),
  );
});

test('a vault without keys or with a short one is not made', () => {
  expect(() => createVault([])).toThrow(expect.objectContaining({ code: 'vault.no-key' }));
  expect(() => createVault([{ id: 'short', key: randomBytes(16) }])).toThrow(
    expect.objectContaining({ code: 'vault.bad-key' }),
  );
});
