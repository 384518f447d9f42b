import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRun } from '../run';
import { createEnv } from '../scope';
import { hashText } from './hash-text';

/** Lengths around every block border of every algorithm. */
const LENGTHS = [0, 1, 3, 55, 56, 63, 64, 65, 71, 72, 73, 111, 112, 119, 127, 128, 129, 143, 144, 300];

describe('digests are those of OpenSSL', () => {
  it.each([
    ['md5', 'md5'],
    ['sha1', 'sha1'],
    ['sha224', 'sha224'],
    ['sha256', 'sha256'],
    ['sha384', 'sha384'],
    ['sha512', 'sha512'],
    ['sha3', 'sha3-512'],
    ['ripemd160', 'ripemd160'],
  ])('%s', (name, theirs) => {
    for (const length of LENGTHS) {
      const text = 'aé€😀'.repeat(100).slice(0, length);
      const wanted = createHash(theirs).update(text, 'utf8').digest('hex');
      expect(hashText(createRun(createEnv()), text, name)).toBe(wanted);
    }
  });
});
