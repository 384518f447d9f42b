import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { Item } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { aFile, fakeFiles } from '@/testing/nodes/fake-files';
import { definition } from './definition';
import { executor } from './executor';

type CryptoParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const files = fakeFiles();

async function run(parameters: Partial<CryptoParameters>, item: Item = { json: {} }): Promise<string> {
  const whole = { ...defaultParameters(definition), ...parameters } as CryptoParameters;
  const output = await executor.executeItem({ item, index: 0, parameters: whole }, fakeContext({ files }));
  const json = !Array.isArray(output) && 'json' in output ? output.json : {};
  return String(json['data']);
}

describe('hash', () => {
  // Of "abc": FIPS 180-4 and FIPS 202 examples, RFC 1321, RFC 7693.
  it.each([
    ['md5', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
    ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['sha3-256', '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532'],
    ['ripemd160', '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
    ['blake2s256', '508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982'],
  ] as const)('%s', async (algorithm, expected) => {
    expect(await run({ value: 'abc', algorithm })).toBe(expected);
  });

  it('knows every algorithm that it offers', async () => {
    const field = definition.fields.find(({ name }) => name === 'algorithm');
    for (const { value } of field && 'options' in field ? field.options : []) {
      const algorithm = value as CryptoParameters['algorithm'];
      expect(await run({ value: 'abc', algorithm })).toMatch(/^[0-9a-f]{32,128}$/);
      expect(await run({ operation: 'hmac', secret: 'k', value: 'abc', algorithm })).toMatch(
        /^[0-9a-f]{32,128}$/,
      );
    }
  });

  it('of a file is that of its bytes', async () => {
    const data = await aFile(files, Uint8Array.from([0x61, 0x62, 0x63]));
    expect(await run({ source: 'file', encoding: 'base64' }, { json: {}, binary: { data } })).toBe(
      'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    );
    await expect(
      run({ source: 'file', file: 'other' }, { json: {}, binary: { data } }),
    ).rejects.toMatchObject({
      code: 'file.missing',
    });
  });
});

describe('hmac', () => {
  it('is that of RFC 4231, case 2', async () => {
    const value = 'what do ya want for nothing?';
    expect(await run({ operation: 'hmac', secret: 'Jefe', value })).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(
      await run({ operation: 'hmac', secretFrom: 'value', secretValue: 'Jefe', value, algorithm: 'sha512' }),
    ).toBe(
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    );
  });

  it('wants a secret', async () => {
    await expect(run({ operation: 'hmac', secretFrom: 'value' })).rejects.toMatchObject({
      code: 'crypto.no-secret',
    });
  });
});

describe('sign', () => {
  it.each(['rsa', 'ec', 'ed25519'] as const)('%s signatures hold', async (kind) => {
    const pair =
      kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 1024 })
        : kind === 'ec'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed25519');
    const secret = pair.privateKey
      .export({ type: 'pkcs8', format: 'pem' })
      .toString()
      .replaceAll('\n', '\\n');
    const signature = await run({ operation: 'sign', secret, value: 'text', encoding: 'base64' });
    const key = createPublicKey(pair.publicKey.export({ type: 'spki', format: 'pem' }));
    const algorithm = kind === 'ed25519' ? null : 'sha256';
    expect(verify(algorithm, Buffer.from('text'), key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('refuses what is no key or no algorithm, and does not repeat the key', async () => {
    const failure = run({ operation: 'sign', secret: 'hunter2-is-no-key' });
    await expect(failure).rejects.toMatchObject({ code: 'crypto.bad-key' });
    await expect(failure).rejects.not.toThrow('hunter2');
    const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    await expect(run({ operation: 'sign', secret, signAlgorithm: 'rot13' })).rejects.toMatchObject({
      code: 'crypto.unknown-algorithm',
    });
  });
});

describe('random text', () => {
  it.each([
    ['uuid', 7, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['hex', 7, /^[0-9a-f]{7}$/],
    ['ascii', 300, /^[A-Za-z0-9]{300}$/],
    ['base64', 9, /^[A-Za-z0-9+/]{9}$/],
  ] as const)('%s', async (kind, length, expected) => {
    expect(await run({ operation: 'generate', kind, length })).toMatch(expected);
  });
});
