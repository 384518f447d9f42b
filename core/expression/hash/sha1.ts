/** SHA-1 (FIPS 180-4 §6.1). For matching what other systems hash, never for secrets. */
import { padded, rotateLeft, wordBytes } from './bytes';

const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

/** The 20 bytes of the digest. */
export function sha1(message: Uint8Array): Uint8Array {
  const view = padded(message, 64, false);
  const state: [number, number, number, number, number] = [
    0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0,
  ];
  const schedule = new Int32Array(80);
  const at = (index: number): number => schedule[index] ?? 0;
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 80; step++) {
      schedule[step] =
        step < 16
          ? view.getInt32(block + step * 4)
          : rotateLeft(at(step - 3) ^ at(step - 8) ^ at(step - 14) ^ at(step - 16), 1);
    }
    let [a, b, c, d, e] = state;
    for (let step = 0; step < 80; step++) {
      const round = Math.floor(step / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const sum = (rotateLeft(a, 5) + mixed + e + (CONSTANTS[round] ?? 0) + at(step)) | 0;
      [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
    state[4] = (state[4] + e) | 0;
  }
  return wordBytes(state, false);
}
