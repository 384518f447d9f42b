import { createHmac } from 'node:crypto';
import type { ExecutorFor } from '@/core/node-kit/executor';
import { secretText } from '@/core/node-kit/secret-text';
import { NodeFailure } from '@/core/node-kit/node-failure';
import type { definition } from './definition';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 6238 over RFC 4226; the time is the step's own. */
export const executor: ExecutorFor<typeof definition> = {
  async executeItem({ item, parameters }, ctx) {
    const { algorithm, digits, period, keepFields } = parameters;
    const key = decodeBase32(await secretText(parameters, ctx));
    const seconds = Math.floor(ctx.now / 1000);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(seconds / period)));
    const hash = createHmac(algorithm, key).update(counter).digest();
    const offset = hash.readUInt8(hash.length - 1) & 0x0f;
    const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
    const token = String(number % 10 ** digits).padStart(digits, '0');
    const made = { token, secondsRemaining: period - (seconds % period) };
    return keepFields
      ? { json: { ...item.json, ...made }, ...(item.binary ? { binary: item.binary } : {}) }
      : { json: made };
  },
};

/** RFC 4648; blanks, dashes and lower case are how people copy it. */
function decodeBase32(text: string): Buffer {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, '');
  let bits = 0;
  let value = 0;
  const bytes: number[] = [];
  for (const sign of signs) {
    const index = BASE32.indexOf(sign);
    if (index < 0) throw badSecret();
    value = ((value << 5) | index) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  if (bytes.length === 0) throw badSecret();
  return Buffer.from(bytes);
}

function badSecret(): NodeFailure {
  return NodeFailure.final(
    'totp.bad-secret',
    'The secret is not base32: letters and the digits 2 to 7. Copy it again from the service.',
  );
}
