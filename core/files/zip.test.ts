import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCases } from '@/testing/random-cases';
import { crc32 } from './crc32';
import { isZip, readZip, writeZip } from './zip';

const LIMITS = { maxBytes: 100_000, maxEntries: 10 };
const text = (value: string) => new TextEncoder().encode(value);
const NOW = Date.UTC(2026, 0, 1);

function contents(bytes: Uint8Array, limits = LIMITS): [string, string][] {
  return readZip(bytes, limits).map((entry) => [entry.name, new TextDecoder().decode(entry.read())]);
}

describe('ZIP', () => {
  it('gives back what was put in', () => {
    const bytes = writeZip(
      [
        { name: 'ä/b.txt', bytes: text('hello') },
        { name: 'empty', bytes: text('') },
      ],
      NOW,
    );
    expect(isZip(bytes)).toBe(true);
    expect(contents(bytes)).toEqual([
      ['ä/b.txt', 'hello'],
      ['empty', ''],
    ]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (data) => {
        const [entry] = readZip(writeZip([{ name: 'x', bytes: data }], NOW), LIMITS);
        expect(entry?.read()).toEqual(data);
      }),
      { numRuns: randomCases(100) },
    );
  });

  it('unpacks no bomb', () => {
    const bomb = writeZip([{ name: 'b', bytes: new Uint8Array(200_000) }], NOW);
    expect(bomb.length).toBeLessThan(1000);
    expect(() => contents(bomb)).toThrow(expect.objectContaining({ code: 'archive.too-large' }));
    // It says it is small, and is not.
    const view = new DataView(bomb.buffer);
    const central = view.getUint32(bomb.length - 6, true);
    view.setUint32(central + 24, 10, true);
    expect(() => contents(bomb)).toThrow(expect.objectContaining({ code: 'archive.damaged' }));
  });

  it('refuses too many files, passwords, and what is damaged', () => {
    const many = writeZip(
      Array.from({ length: 11 }, (_, index) => ({ name: `${index}`, bytes: text('') })),
      NOW,
    );
    expect(() => contents(many)).toThrow(expect.objectContaining({ code: 'archive.too-many' }));
    const locked = writeZip([{ name: 'x', bytes: text('x') }], NOW);
    const view = new DataView(locked.buffer);
    view.setUint16(view.getUint32(locked.length - 6, true) + 8, 1, true);
    expect(() => contents(locked)).toThrow(expect.objectContaining({ code: 'archive.encrypted' }));
    for (const bytes of [text(''), text('PK'), text('x'.repeat(100))]) {
      expect(() => contents(bytes)).toThrow(expect.objectContaining({ code: 'archive.damaged' }));
    }
  });

  it('never does worse than refuse, whatever the bytes', () => {
    const good = writeZip([{ name: 'x', bytes: text('some text that is packed') }], NOW);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (place, byte) => {
        const bytes = good.slice();
        bytes[place] = byte;
        try {
          contents(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^archive\./) as string });
        }
      }),
      { numRuns: randomCases(300) },
    );
  });
});

it('knows the check value of CRC-32', () => {
  expect(crc32(text('123456789'))).toBe(0xcbf43926);
});
