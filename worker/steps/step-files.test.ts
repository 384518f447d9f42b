import { describe, expect, it } from 'vitest';
import type { FileRef } from '@/core/items/item';
import { memoryBlobs } from '@/testing/simulator/memory-blobs';
import { createStepFiles } from './step-files';

const blobs = memoryBlobs();
let ids = 0;
const files = createStepFiles({
  blobs,
  prefix: '30/2026-01-02/tenant-a/run',
  tenantId: 'tenant-a',
  maxBytes: 10,
  newId: () => `id${(ids += 1)}`,
});
const text = (value: string) => new TextEncoder().encode(value);
async function* pieces(...values: string[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (const value of values) yield text(value);
}

describe('files of a step', () => {
  it('are written whole or in pieces, under the folder of their run, and read again', async () => {
    const whole = await files.write({ name: 'a.txt', mediaType: 'text/plain' }, text('hello'));
    expect(whole).toEqual({
      blobKey: '30/2026-01-02/tenant-a/run/id1.bin',
      name: 'a.txt',
      mediaType: 'text/plain',
      size: 5,
    });
    const parts = await files.write({ name: 'b', mediaType: 'text/plain' }, pieces('he', '', 'llo'));
    expect(parts.size).toBe(5);
    for (const file of [whole, parts]) {
      expect(new TextDecoder().decode(await files.read(file))).toBe('hello');
      let read = '';
      for await (const piece of files.open(file)) read += new TextDecoder().decode(piece);
      expect(read).toBe('hello');
    }
  });

  it('hand over bytes that are the caller’s own', async () => {
    const file = await files.write({ name: 'a', mediaType: 'text/plain' }, text('hello'));
    (await files.read(file)).fill(0);
    expect(new TextDecoder().decode(await files.read(file))).toBe('hello');
  });

  it('are bounded on the way in and out', async () => {
    const large = { name: 'l', mediaType: 'text/plain' };
    await expect(files.write(large, text('x'.repeat(11)))).rejects.toMatchObject({ code: 'file.too-large' });
    await expect(files.write(large, pieces('123456', '78901'))).rejects.toMatchObject({
      code: 'file.too-large',
    });
    await blobs.put('30/2026-01-02/tenant-a/run/big', text('x'.repeat(11)));
    const lying: FileRef = {
      blobKey: '30/2026-01-02/tenant-a/run/big',
      name: 'l',
      mediaType: 'a/b',
      size: 1,
    };
    await expect(files.read(lying)).rejects.toMatchObject({ code: 'file.too-large' });
  });

  it('of another tenant, and those that are gone, are not there', async () => {
    await blobs.put('30/2026-01-02/tenant-b/run/x', text('secret'));
    const foreign: FileRef = {
      blobKey: '30/2026-01-02/tenant-b/run/x',
      name: 'x',
      mediaType: 'a/b',
      size: 6,
    };
    await expect(files.read(foreign)).rejects.toMatchObject({ code: 'file.gone' });
    await expect(files.open(foreign)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'file.gone',
    });
  });

  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\\b\u0000c', 'a_b_c'],
    ['..', 'file'],
    ['  ', 'file'],
    ['x'.repeat(300), 'x'.repeat(255)],
  ])('have a name without folders: %j', async (name, expected) => {
    expect((await files.write({ name, mediaType: 'nonsense\r\nx: y' }, text(''))).name).toBe(expected);
  });

  it('have a media type that is one', async () => {
    const typeOf = async (mediaType: string) =>
      (await files.write({ name: 'a', mediaType }, text(''))).mediaType;
    expect(await typeOf('text/csv; charset=utf-8')).toBe('text/csv; charset=utf-8');
    expect(await typeOf('text/html\r\nx: y')).toBe('application/octet-stream');
    expect(await typeOf('')).toBe('application/octet-stream');
  });
});
