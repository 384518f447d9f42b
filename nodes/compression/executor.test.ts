import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileRef } from '@/core/items/item';
import { writeZip } from '@/core/files/zip';
import { STANDARD_LIMITS } from '@/core/limits/limits';
import { defaultParameters } from '@/core/node-kit/new-node';
import { fakeContext } from '@/testing/nodes/fake-context';
import { aFile, fakeFiles } from '@/testing/nodes/fake-files';
import { definition } from './definition';
import { executor } from './executor';

type CompressionParameters = Parameters<typeof executor.executeItem>[0]['parameters'];
const files = fakeFiles();
const bytesOf = (value: string) => new TextEncoder().encode(value);

async function run(
  binary: Record<string, FileRef>,
  given: Partial<CompressionParameters>,
  maxBytes = 100_000,
) {
  const parameters = { ...defaultParameters(definition), ...given } as CompressionParameters;
  const limits = { ...STANDARD_LIMITS, 'data.file-bytes': maxBytes };
  const input = { item: { json: { id: 1 }, binary }, index: 0, parameters };
  const output = await executor.executeItem(input, fakeContext({ files, limits }));
  return Array.isArray(output) || !('json' in output) ? { json: {}, binary: {} } : { binary: {}, ...output };
}
async function contents(binary: Record<string, FileRef>): Promise<Record<string, string>> {
  const entries = Object.entries(binary).map(async ([slot, file]): Promise<[string, string]> => [
    `${slot} ${file.name} ${file.mediaType}`,
    new TextDecoder().decode(await files.read(file)),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

describe('packing', () => {
  it('and unpacking a ZIP gives the files as they were', async () => {
    const a = await aFile(files, 'one', { name: 'a.txt', mediaType: 'text/plain' });
    const b = await aFile(files, 'two', { name: 'a.txt' });
    const { json, binary } = await run(
      { a, b, c: a },
      { operation: 'pack', files: 'a, b', fileName: 'x.zip' },
    );
    expect(json).toEqual({ id: 1 });
    expect(Object.keys(binary)).toEqual(['data']);
    expect(binary['data']).toMatchObject({ name: 'x.zip', mediaType: 'application/zip' });
    const unpacked = await run(binary, {});
    expect(await contents(unpacked.binary)).toEqual({
      'file_0 a.txt text/plain': 'one',
      'file_1 a (2).txt text/plain': 'two',
    });
  });

  it('into gzip makes what others read', async () => {
    const a = await aFile(files, 'one', { name: 'a.txt' });
    const { binary } = await run(
      { a, b: a },
      { operation: 'pack', files: 'a', format: 'gzip', keepFiles: true },
    );
    expect(Object.keys(binary)).toEqual(['b', 'file_0']);
    expect(binary['file_0']?.name).toBe('a.txt.gz');
    expect(gunzipSync(await files.read(binary['file_0'] as FileRef)).toString()).toBe('one');
  });

  it('is bounded by the files together', async () => {
    const a = await aFile(files, 'x'.repeat(60));
    await expect(run({ a, b: a }, { operation: 'pack', files: 'a,b' }, 100)).rejects.toMatchObject({
      code: 'file.too-large',
    });
  });
});

describe('unpacking', () => {
  const unpack = async (bytes: Uint8Array, name = 'data', maxBytes = 100_000) =>
    contents((await run({ data: await aFile(files, bytes, { name }) }, {}, maxBytes)).binary);

  it('reads gzip of others, several members and all', async () => {
    expect(await unpack(gzipSync('hello'), 'x.csv.gz')).toEqual({ 'file_0 x.csv text/csv': 'hello' });
    expect(await unpack(Buffer.concat([gzipSync('a'), gzipSync('b')]), 'x.tgz')).toEqual({
      'file_0 x.tar application/x-tar': 'ab',
    });
  });

  it('leaves folders out and takes names without them', async () => {
    const zip = writeZip(
      [
        { name: '../../etc/passwd', bytes: bytesOf('1') },
        { name: '__MACOSX/._x', bytes: bytesOf('2') },
        { name: 'folder/', bytes: bytesOf('') },
      ],
      0,
    );
    expect(await unpack(zip)).toEqual({ 'file_0 passwd application/octet-stream': '1' });
  });

  it('stops at bombs, and refuses what is damaged or no archive', async () => {
    await expect(unpack(gzipSync(Buffer.alloc(200_000)))).rejects.toMatchObject({
      code: 'archive.too-large',
    });
    await expect(unpack(writeZip([{ name: 'b', bytes: new Uint8Array(200_000) }], 0))).rejects.toMatchObject({
      code: 'archive.too-large',
    });
    await expect(unpack(gzipSync('hello').subarray(0, 20))).rejects.toMatchObject({
      code: 'archive.damaged',
    });
    const wrong = Uint8Array.from(gzipSync('hello'));
    wrong[wrong.length - 8] = (wrong[wrong.length - 8] ?? 0) ^ 1;
    await expect(unpack(wrong)).rejects.toMatchObject({ code: 'archive.damaged' });
    await expect(unpack(bytesOf('plain'))).rejects.toMatchObject({ code: 'archive.unknown-kind' });
    await expect(run({}, { files: ' , ' })).rejects.toMatchObject({ code: 'file.bad-name' });
  });
});
