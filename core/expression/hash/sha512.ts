/** SHA-512 and SHA-384 (FIPS 180-4 §6.4, §6.5), with big integers for words of 64 bits: short, and fast enough here. */
import { padded } from './bytes';
import { ROUND_CONSTANTS, STARTS } from './sha2-constants';

/** The 64 bytes of the digest. */
export function sha512(message: Uint8Array): Uint8Array {
  return digest(message, STARTS.slice(0, 8));
}

/** The 48 bytes of the digest. */
export function sha384(message: Uint8Array): Uint8Array {
  return digest(message, STARTS.slice(8, 16)).subarray(0, 48);
}

const word = (value: bigint): bigint => BigInt.asUintN(64, value);
const turn = (value: bigint, bits: bigint): bigint => word((value >> bits) | (value << (64n - bits)));

function digest(message: Uint8Array, start: readonly bigint[]): Uint8Array {
  const view = padded(message, 128, false);
  const state = BigUint64Array.from(start);
  const w = new BigUint64Array(80);
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let step = 0; step < 80; step++) {
      if (step < 16) w[step] = view.getBigUint64(block + step * 8);
      else {
        const [x, y] = [w[step - 15] ?? 0n, w[step - 2] ?? 0n];
        const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
        const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
        w[step] = (w[step - 16] ?? 0n) + s0 + (w[step - 7] ?? 0n) + s1;
      }
    }
    compress(state, w);
  }
  const bytes = new DataView(new ArrayBuffer(64));
  state.forEach((value, index) => bytes.setBigUint64(index * 8, value));
  return new Uint8Array(bytes.buffer);
}

function compress(state: BigUint64Array, w: BigUint64Array): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let step = 0; step < 80; step++) {
    const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const first = word(h + s1 + ((e & f) ^ (word(~e) & g)) + (ROUND_CONSTANTS[step] ?? 0n) + (w[step] ?? 0n));
    const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const second = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = word(d + first);
    d = c;
    c = b;
    b = a;
    a = word(first + second);
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => (state[index] = (state[index] ?? 0n) + value));
}
