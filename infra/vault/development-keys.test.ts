import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadVaultKeys } from './development-keys';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('several processes that start at once get the same key, kept for the owner alone', async () => {
  const made = await Promise.all([1, 2, 3, 4].map(() => loadVaultKeys([], folder)));
  expect(new Set(made.map(([key]) => Buffer.from(key?.key ?? []).toString('hex'))).size).toBe(1);
  expect(await readdir(folder)).toEqual(['encryption-key']);
  expect((await stat(path.join(folder, 'encryption-key'))).mode & 0o777).toBe(0o600);
});

test('keys that were given are used, and no file is made', async () => {
  const given = [{ id: 'k1', key: new Uint8Array(32) }];
  expect(await loadVaultKeys(given, folder)).toEqual(given);
  expect(await readdir(folder)).toEqual([]);
});

test('a damaged key file stops the start instead of being replaced', async () => {
  await writeFile(path.join(folder, 'encryption-key'), 'torn');
  await expect(loadVaultKeys([], folder)).rejects.toMatchObject({ code: 'vault.bad-key-file' });
});
