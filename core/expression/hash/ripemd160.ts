/** RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996): two lines of 80 steps whose results are added crosswise. */
import { padded, rotateLeft, wordBytes } from './bytes';

/** One hexadecimal digit for each step. */
const digits = (text: string): readonly number[] => [...text].map((digit) => Number.parseInt(digit, 16));

/** Which word of the block a step takes, how far it turns, and the constant of each round. */
const LEFT = {
  words: digits(
    '0123456789abcdef' + '74d1a6f3c0952eb8' + '3ae49f812706db5c' + '19ba08c4d37fe562' + '40597c2ae138b6fd',
  ),
  turns: digits(
    'befc5879bdef6798' + '768db97f7cf9b7dc' + 'bd67e9dfe8d65c75' + 'bcefef989e56865c' + '9f5b68dc5cdeb856',
  ),
  constants: [0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e],
};
const RIGHT = {
  words: digits(
    '5e7092b4d6f81a3c' + '6b370d5aef8c4912' + 'f5137e69b8c2a04d' + '86413bf05c2d97ae' + 'cfa4158762de039b',
  ),
  turns: digits(
    '899bdff5778beec6' + '9df7c89b77c76fdb' + '97fb866ecd5edd75' + 'f58bee6e69c9c5f8' + '85c9c5e68d65fdbb',
  ),
  constants: [0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0],
};

type Side = typeof LEFT;
type State = readonly [number, number, number, number, number];

/** The 20 bytes of the digest. */
export function ripemd160(message: Uint8Array): Uint8Array {
  const view = padded(message, 64, true);
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < view.byteLength; block += 64) {
    const left = line(view, block, { side: LEFT, start: state });
    const right = line(view, block, { side: RIGHT, start: state });
    state = [
      (state[1] + left[2] + right[3]) | 0,
      (state[2] + left[3] + right[4]) | 0,
      (state[3] + left[4] + right[0]) | 0,
      (state[4] + left[0] + right[1]) | 0,
      (state[0] + left[1] + right[2]) | 0,
    ];
  }
  return wordBytes(state, true);
}

/** One line over a block. */
function line(view: DataView, block: number, { side, start }: { side: Side; start: State }): State {
  const { words, turns, constants } = side;
  let [a, b, c, d, e] = start;
  for (let step = 0; step < 80; step++) {
    const round = step >> 4;
    const word = view.getUint32(block + (words[step] ?? 0) * 4, true);
    const mixed = mix(side === LEFT ? round : 4 - round, b, [c, d]);
    const sum = rotateLeft((a + mixed + word + (constants[round] ?? 0)) | 0, turns[step] ?? 0);
    [a, e, d, c, b] = [e, d, rotateLeft(c, 10), b, (sum + e) | 0];
  }
  return [a, b, c, d, e];
}

function mix(round: number, x: number, [y, z]: readonly [number, number]): number {
  if (round === 0) return x ^ y ^ z;
  if (round === 1) return (x & y) | (~x & z);
  if (round === 2) return (x | ~y) ^ z;
  return round === 3 ? (x & z) | (y & ~z) : x ^ (y | ~z);
}
