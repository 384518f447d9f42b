import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BlobStore } from './blob-store';
import { createFolderBlobStore } from './folder-blob-store';

let parent: string;
let store: BlobStore;
beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'blobs-'));
  store = createFolderBlobStore(path.join(parent, 'store'));
});
afterEach(() => rm(parent, { recursive: true }));

const key = '30/2026-01-02/tenant/run/output.json';

test('what was put is got, as bytes and as a stream', async () => {
  const bytes = Buffer.from([0, 255, 10, 13]);
  await store.put(key, bytes);
  expect(await store.get(key)).toEqual(bytes);
  expect(await buffer(await store.getStream(key))).toEqual(bytes);
});

test('pieces become one blob, and an error in their midst leaves nothing', async () => {
  async function* pieces(fails: boolean): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield Buffer.from('ab');
    yield new Uint8Array();
    if (fails) throw new Error('broken off');
    yield Buffer.from('cde');
  }
  expect(await store.putStream(key, pieces(false))).toBe(5);
  expect((await store.get(key)).toString()).toBe('abcde');
  await expect(store.putStream(key, pieces(true))).rejects.toThrow('broken off');
  expect((await store.get(key)).toString()).toBe('abcde');
  expect(await readdir(path.dirname(path.join(parent, 'store', key)))).toEqual(['output.json']);
});

test('a second put replaces the first as a whole and leaves nothing beside it', async () => {
  await store.put(key, Buffer.alloc(1000, 'a'));
  await store.put(key, Buffer.from('b'));
  expect((await store.get(key)).toString()).toBe('b');
  expect(await readdir(path.dirname(path.join(parent, 'store', key)))).toEqual(['output.json']);
});

test('of puts at the same moment one wins whole', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(5000));
  await Promise.all(texts.map((text) => store.put(key, Buffer.from(text))));
  expect(texts).toContain((await store.get(key)).toString());
});

test('what is not there is said so, and may be deleted', async () => {
  await expect(store.get(key)).rejects.toMatchObject({ code: 'blob.not-found', status: 404 });
  await expect(store.getStream(key)).rejects.toMatchObject({ code: 'blob.not-found' });
  await store.delete(key);
  await store.put(key, Buffer.from('x'));
  await store.delete(key);
  await expect(store.get(key)).rejects.toMatchObject({ code: 'blob.not-found' });
});

test('all blobs under whole segments are deleted, and no others', async () => {
  for (const name of ['30/2026-01-05/a/1', '30/2026-01-05/b', '30/2026-01-051/c'])
    await store.put(name, Buffer.from('x'));
  await store.deleteUnder('30/2026-01-05');
  await store.deleteUnder('30/nothing');
  await expect(store.get('30/2026-01-05/a/1')).rejects.toMatchObject({ code: 'blob.not-found' });
  await expect(store.get('30/2026-01-05/b')).rejects.toMatchObject({ code: 'blob.not-found' });
  expect((await store.get('30/2026-01-051/c')).toString()).toBe('x');
});

test.each([
  '',
  '/',
  '../secret',
  'a/../../secret',
  'a//b',
  '/etc/passwd',
  'a/.hidden',
  'a\\b',
  'a/\0',
  'ä',
  'a/',
  `${'x/'.repeat(16)}x`,
  'y'.repeat(129),
])('the key %j is refused', async (bad) => {
  await writeFile(path.join(parent, 'secret'), 'secret');
  for (const act of [
    () => store.get(bad),
    () => store.put(bad, Buffer.from('x')),
    () => store.getStream(bad),
    () => store.delete(bad),
    () => store.deleteUnder(bad),
  ]) {
    await expect((async () => void (await act()))()).rejects.toMatchObject({ code: 'blob.bad-key' });
  }
});
