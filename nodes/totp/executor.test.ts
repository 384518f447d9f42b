import { describe, expect, it } from 'vitest';
import { defaultParameters } from '@/core/node-kit/new-node';
import { fakeContext } from '@/testing/nodes/fake-context';
import { definition } from './definition';
import { executor } from './executor';

type TotpParameters = Parameters<typeof executor.executeItem>[0]['parameters'];

async function run(seconds: number, parameters: Partial<TotpParameters>): Promise<unknown> {
  const whole = { ...defaultParameters(definition), ...parameters } as TotpParameters;
  const input = { item: { json: { kept: true } }, index: 0, parameters: whole };
  const output = await executor.executeItem(input, fakeContext({ now: seconds * 1000 + 999 }));
  return !Array.isArray(output) && 'json' in output ? output.json : {};
}

/** "1234567890…" of 20, 32 and 64 characters in base32. */
const SHA1 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const SHA256 = `${SHA1}GEZDGNBVGY3TQOJQGEZA`;
const SHA512 = `${SHA1}${SHA1}${SHA1}GEZDGNA`;

describe('one-time passwords', () => {
  // RFC 6238, appendix B.
  it.each([
    [59, 'sha1', SHA1, '94287082'],
    [59, 'sha256', SHA256, '46119246'],
    [59, 'sha512', SHA512, '90693936'],
    [1111111109, 'sha1', SHA1, '07081804'],
    [1111111111, 'sha256', SHA256, '67062674'],
    [2000000000, 'sha512', SHA512, '38618901'],
    [20000000000, 'sha1', SHA1, '65353130'],
  ] as const)('at %i with %s', async (...[seconds, algorithm, secret, token]) => {
    expect(await run(seconds, { algorithm, secret, digits: 8 })).toMatchObject({ token });
  });

  it('say how long they hold, and take what people copy', async () => {
    expect(await run(59, { secret: 'gezd gnbv-gy3t qojq gezd gnbv gy3t qojq==' })).toEqual({
      token: '287082',
      secondsRemaining: 1,
    });
    expect(await run(60, { secret: SHA1, period: 60, keepFields: true })).toMatchObject({
      kept: true,
      secondsRemaining: 60,
    });
    expect(await run(59, { secretFrom: 'value', secretValue: SHA1 })).toMatchObject({ token: '287082' });
  });

  it.each(['', '0189', 'A', 'ÄÖÜ'])('refuse %j', async (secret) => {
    await expect(run(0, { secret })).rejects.toMatchObject({ code: 'totp.bad-secret' });
  });
});
