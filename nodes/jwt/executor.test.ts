import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import type { JsonObject } from '@/core/items/item';
import { fakeContext } from '@/testing/nodes/fake-context';
import { definition } from './definition';
import { executor } from './executor';

type JwtParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const NOW = 1_700_000_000;

async function run(parameters: Partial<JwtParameters>): Promise<JsonObject> {
  const whole = { ...defaultParameters(definition), ...parameters } as JwtParameters;
  const input = { item: { json: {} }, index: 0, parameters: whole };
  const output = await executor.executeItem(input, fakeContext({ now: NOW * 1000 }));
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}
const tokenOf = async (parameters: Partial<JwtParameters>): Promise<string> =>
  String((await run({ secret: 'secret', ...parameters }))['token']);
const pemOf = (pair: {
  privateKey: { export(options: object): string | Buffer };
  publicKey: { export(options: object): string | Buffer };
}) => ({
  privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
});
const rsa = pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const curves = {
  ES256: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  ES384: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
  ES512: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-521' })),
};

it('checks the signature of RFC 7515, A.3', async () => {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  };
  const secret = createPublicKey({ key: jwk, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
  const token =
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
  const check = { operation: 'verify', algorithm: 'ES256', secret, token } as const;
  expect(await run({ ...check, ignoreExpiration: true })).toMatchObject({ payload: { iss: 'joe' } });
  await expect(run(check)).rejects.toMatchObject({ code: 'jwt.expired' });
});

describe('every algorithm', () => {
  it.each([
    'HS256',
    'HS384',
    'HS512',
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
  ] as const)('%s signs what it checks, and nothing else', async (algorithm) => {
    const pair = algorithm.startsWith('HS')
      ? { privatePem: 'secret', publicPem: 'secret' }
      : algorithm in curves
        ? curves[algorithm as keyof typeof curves]
        : rsa;
    const token = await tokenOf({ algorithm, secret: pair.privatePem, claims: { sub: 'ada' } });
    const check = { operation: 'verify', algorithm, secret: pair.publicPem } as const;
    expect(await run({ ...check, token })).toEqual({ payload: { sub: 'ada', iat: NOW } });
    const [header, , signature] = token.split('.');
    const forged = Buffer.from('{"sub":"eve"}').toString('base64url');
    await expect(run({ ...check, token: `${header}.${forged}.${signature}` })).rejects.toMatchObject({
      code: 'jwt.bad-signature',
    });
  });
});

describe('checking', () => {
  const check = (token: string, parameters: Partial<JwtParameters> = {}) =>
    run({ operation: 'verify', secret: 'secret', token, ...parameters });

  it('does not let the token choose how it is checked', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;
    await expect(check(none)).rejects.toMatchObject({ code: 'jwt.other-algorithm' });
    await expect(run({ operation: 'sign', secret: rsa.publicPem, claims: {} })).rejects.toMatchObject({
      code: 'jwt.bad-key',
    });
    const token = await tokenOf({ algorithm: 'HS256' });
    await expect(check(token, { algorithm: 'RS256', secret: rsa.publicPem })).rejects.toMatchObject({
      code: 'jwt.other-algorithm',
    });
  });

  it('knows when a token holds', async () => {
    const ended = await tokenOf({ claims: { exp: NOW } });
    await expect(check(ended)).rejects.toMatchObject({ code: 'jwt.expired' });
    expect(await check(ended, { clockTolerance: 1 })).toMatchObject({ payload: { exp: NOW } });
    expect(await check(ended, { ignoreExpiration: true })).toMatchObject({ payload: { exp: NOW } });
    const early = await tokenOf({ claims: { nbf: NOW + 10 } });
    await expect(check(early)).rejects.toMatchObject({ code: 'jwt.not-active' });
    expect(await check(early, { ignoreNotBefore: true })).toMatchObject({ payload: { nbf: NOW + 10 } });
    await expect(check(await tokenOf({ claims: { exp: 'never' } }))).rejects.toMatchObject({
      code: 'jwt.bad-time',
    });
  });

  it('refuses keys that do not fit', async () => {
    for (const algorithm of ['RS256', 'ES384'] as const) {
      const key = { algorithm, secret: curves.ES256.privatePem };
      await expect(run(key)).rejects.toMatchObject({ code: 'jwt.bad-key' });
    }
    await expect(run({ algorithm: 'RS256', secret: 'no pem' })).rejects.toMatchObject({
      code: 'jwt.bad-key',
    });
    await expect(run({ secretFrom: 'value' })).rejects.toMatchObject({ code: 'jwt.no-secret' });
  });
});

describe('signing and reading', () => {
  it('writes claims from fields', async () => {
    const token = await tokenOf({
      claimsAs: 'fields',
      audience: 'shop',
      expiresIn: 60,
      issuer: 'heddle',
      notBefore: 5,
      subject: 'ada',
      jwtId: '7',
      keyId: 'k1',
    });
    expect(await run({ operation: 'decode', token: `Bearer ${token}`, complete: true })).toMatchObject({
      header: { alg: 'HS256', typ: 'JWT', kid: 'k1' },
      payload: { aud: 'shop', exp: NOW + 60, iss: 'heddle', jti: '7', nbf: NOW + 5, sub: 'ada', iat: NOW },
    });
    expect(await run({ operation: 'decode', token, outputField: 'claims.read' })).toMatchObject({
      claims: { read: { aud: 'shop' } },
    });
  });

  it('refuses claims that are no object', async () => {
    await expect(tokenOf({ claims: [1] })).rejects.toMatchObject({ code: 'jwt.no-claims' });
    expect(await tokenOf({ claims: '{"a": 1}', issuedAt: false })).toContain(
      Buffer.from('{"a":1}').toString('base64url'),
    );
  });

  it.each(['', 'a.b', 'a.b.c', '..', `e30.${Buffer.from('[1]').toString('base64url')}.x`])(
    'refuses %j',
    async (token) => {
      await expect(run({ operation: 'decode', token })).rejects.toMatchObject({ code: 'jwt.malformed' });
    },
  );
});
