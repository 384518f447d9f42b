/** The constants of SHA-2 (FIPS 180-4 §4.2 and §5.3), calculated from their definition: roots of the first primes. */

const PRIMES: readonly bigint[] = firstPrimes(80);

function firstPrimes(count: number): bigint[] {
  const primes: bigint[] = [];
  for (let candidate = 2n; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate);
  return primes;
}

/** The whole part of a root, by Newton's method. */
function root(value: bigint, degree: 2n | 3n): bigint {
  let guess = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  for (;;) {
    const better = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (better >= guess) return guess;
    guess = better;
  }
}

/** The first 64 bits behind the point of a prime's root. */
const fraction = (prime: bigint, degree: 2n | 3n): bigint =>
  BigInt.asUintN(64, root(prime << (64n * degree), degree));

/** 80 constants of 64 bits for the rounds; SHA-256 takes the upper halves of the first 64. */
export const ROUND_CONSTANTS: readonly bigint[] = PRIMES.map((prime) => fraction(prime, 3n));

/** Where SHA-512 starts, then where SHA-384 does; upper halves are SHA-256's, lower halves of the second SHA-224's. */
export const STARTS: readonly bigint[] = PRIMES.slice(0, 16).map((prime) => fraction(prime, 2n));
