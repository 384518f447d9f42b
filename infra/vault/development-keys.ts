/**
 * The key of an embedded, loopback-only installation: made once and kept beside the data (0600). In production keys
 * come from HEDDLE_ENCRYPTION_KEYS alone; the environment's schema sees to that.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import type { VaultKey } from './vault';

const KEY_ID = 'local';

/** The keys to use: those given, or the local one of the data folder, which is made when there is none yet. */
export async function loadVaultKeys(
  given: readonly VaultKey[],
  dataDir: string,
): Promise<readonly VaultKey[]> {
  if (given.length > 0) return given;
  const file = keyFileOf(dataDir);
  const text = (await read(file)) ?? (await make(file));
  const key = new Uint8Array(Buffer.from(text.trim(), 'base64'));
  if (key.length !== 32) {
    throw new UserProblem(
      'vault.bad-key-file',
      `${file} is damaged. Put back the original from a backup: stored credentials open with nothing else.`,
    );
  }
  return [{ id: KEY_ID, key }];
}

/** Where the local key lies. */
export function keyFileOf(dataDir: string): string {
  return path.join(dataDir, 'encryption-key');
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Two processes may come here at once: the first link wins, the other reads what it made. */
async function make(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o711 });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(fresh);
  }
  return readFile(file, 'utf8');
}
