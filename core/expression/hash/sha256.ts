/** SHA-256 and SHA-224 (FIPS 180-4 §6.2, §6.3). */
import { padded, wordBytes } from './bytes';
import { ROUND_CONSTANTS, STARTS } from './sha2-constants';

const K = Int32Array.from(ROUND_CONSTANTS.slice(0, 64), (constant) =>
  Number(BigInt.asIntN(32, constant >> 32n)),
);
const START_256 = STARTS.slice(0, 8).map((start) => Number(BigInt.asIntN(32, start >> 32n)));
const START_224 = STARTS.slice(8, 16).map((start) => Number(BigInt.asIntN(32, start)));

/** The 32 bytes of the digest. */
export function sha256(message: Uint8Array): Uint8Array {
  return wordBytes(digest(message, START_256), false);
}

/** The 28 bytes of the digest. */
export function sha224(message: Uint8Array): Uint8Array {
  return wordBytes(digest(message, START_224).subarray(0, 7), false);
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

function digest(message: Uint8Array, start: readonly number[]): Int32Array {
  const view = padded(message, 64, false);
  const state = Int32Array.from(start);
  const w = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 64; step++) {
      if (step < 16) w[step] = view.getInt32(block + step * 4);
      else {
        const [x, y] = [w[step - 15] ?? 0, w[step - 2] ?? 0];
        const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
        const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
        w[step] = ((w[step - 16] ?? 0) + s0 + (w[step - 7] ?? 0) + s1) | 0;
      }
    }
    compress(state, w);
  }
  return state;
}

function compress(state: Int32Array, w: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let step = 0; step < 64; step++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + (K[step] ?? 0) + (w[step] ?? 0)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] ?? 0) + word));
}
