/** MD5 (RFC 1321). For matching what other systems hash, never for secrets. */
import { padded, rotateLeft, wordBytes } from './bytes';

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
/** RFC 1321 §3.4: the whole part of 2³² times the sine of 1, 2, … in radians. */
const SINES = Array.from({ length: 64 }, (_value, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32),
);

/** The 16 bytes of the digest. */
export function md5(message: Uint8Array): Uint8Array {
  const view = padded(message, 64, true);
  const state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state;
    for (let step = 0; step < 64; step++) {
      const [mixed, word] = mix(step, b, c, d);
      const sum = a + mixed + (SINES[step] ?? 0) + view.getUint32(block + word * 4, true);
      const turned = rotateLeft(sum | 0, SHIFTS[step >> 4]?.[step & 3] ?? 0);
      [a, d, c, b] = [d, c, b, (b + turned) | 0];
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
  }
  return wordBytes(state, true);
}

/** The round's function and which word of the block it takes. */
function mix(step: number, b: number, c: number, d: number): readonly [number, number] {
  if (step < 16) return [(b & c) | (~b & d), step];
  if (step < 32) return [(d & b) | (~d & c), (5 * step + 1) & 15];
  if (step < 48) return [b ^ c ^ d, (3 * step + 5) & 15];
  return [c ^ (b | ~d), (7 * step) & 15];
}
