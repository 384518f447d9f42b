/** SHA3-512 (FIPS 202): the Keccak sponge over 25 words of 64 bits, its constants calculated from their definition. */

/** Bytes taken in at once: 1600 bits less twice the digest's. */
const RATE = 72;

/** The 64 bytes of the digest. */
export function sha3(message: Uint8Array): Uint8Array {
  const size = (Math.floor(message.length / RATE) + 1) * RATE;
  const bytes = new Uint8Array(size);
  bytes.set(message);
  bytes[message.length] = 0x06;
  bytes[size - 1] = (bytes[size - 1] ?? 0) | 0x80;
  const view = new DataView(bytes.buffer);
  const state = new BigUint64Array(25);
  for (let block = 0; block < size; block += RATE) {
    for (let index = 0; index < RATE / 8; index++)
      state[index] = (state[index] ?? 0n) ^ view.getBigUint64(block + index * 8, true);
    permute(state);
  }
  const digest = new DataView(new ArrayBuffer(64));
  for (let index = 0; index < 8; index++) digest.setBigUint64(index * 8, state[index] ?? 0n, true);
  return new Uint8Array(digest.buffer);
}

const turn = (value: bigint, bits: bigint): bigint =>
  BigInt.asUintN(64, (value << bits) | (value >> (64n - bits)));

const ROUND_CONSTANTS: readonly bigint[] = roundConstants();

/** FIPS 202 §3.2.5: bits of a shift register, at the places 2ʲ - 1. */
function roundConstants(): bigint[] {
  const constants: bigint[] = [];
  let register = 1;
  for (let round = 0; round < 24; round++) {
    let constant = 0n;
    for (let j = 0; j < 7; j++) {
      if (register & 1) constant |= 1n << ((1n << BigInt(j)) - 1n);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
    constants.push(constant);
  }
  return constants;
}

function permute(state: BigUint64Array): void {
  const at = (index: number): bigint => state[index] ?? 0n;
  for (const constant of ROUND_CONSTANTS) {
    const columns = [0, 1, 2, 3, 4].map((x) => at(x) ^ at(x + 5) ^ at(x + 10) ^ at(x + 15) ^ at(x + 20));
    for (let index = 0; index < 25; index++) {
      const x = index % 5;
      state[index] = at(index) ^ (columns[(x + 4) % 5] ?? 0n) ^ turn(columns[(x + 1) % 5] ?? 0n, 1n);
    }
    // Rho and pi: each word is turned and carried on to the next place of one long cycle.
    let [x, y, carried] = [1, 0, at(1)];
    for (let step = 0; step < 24; step++) {
      [x, y] = [y, (2 * x + 3 * y) % 5];
      const taken = at(x + 5 * y);
      state[x + 5 * y] = turn(carried, BigInt((((step + 1) * (step + 2)) / 2) % 64));
      carried = taken;
    }
    for (let row = 0; row < 25; row += 5) {
      const words = [0, 1, 2, 3, 4].map((column) => at(row + column));
      words.forEach((value, column) => {
        const next = words[(column + 1) % 5] ?? 0n;
        state[row + column] = value ^ (BigInt.asUintN(64, ~next) & (words[(column + 2) % 5] ?? 0n));
      });
    }
    state[0] = at(0) ^ constant;
  }
}
