/** Random text out of bytes that nobody can guess. */
import type { StepContext } from '@/core/node-kit/executor';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Bytes from here on would make the first signs likelier than the others. */
const FAIR = 256 - (256 % SIGNS.length);

export function randomText(
  kind: 'uuid' | 'ascii' | 'hex' | 'base64',
  length: number,
  { randomBytes }: Pick<StepContext, 'randomBytes'>,
): string {
  if (kind === 'uuid') return uuid(randomBytes(16));
  if (kind === 'ascii') return letters(length, randomBytes);
  const bytes = Buffer.from(randomBytes(length));
  return bytes.toString(kind).slice(0, length);
}

function letters(length: number, randomBytes: (length: number) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR && text.length < length) text += SIGNS.charAt(byte % SIGNS.length);
    }
  }
  return text;
}

/** RFC 9562, version 4. */
function uuid(random: Uint8Array): string {
  const bytes = Buffer.from(random);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
