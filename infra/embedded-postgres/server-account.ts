/**
 * PostgreSQL refuses to run as root. When we are root, the server gets the account `postgres`, made if it is missing;
 * otherwise it runs as whoever we are. Also answers whether that account may enter a folder.
 */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { UserProblem } from '@/core/errors/app-error';

const run = promisify(execFile);
const NAME = 'postgres';

export interface ServerAccount {
  uid: number;
  gid: number;
}

/** The account to start the server under, or null to use our own. */
export async function findServerAccount(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await readAccount();
  if (known) return known;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    NAME,
  ]).catch((cause: unknown) => {
    throw new UserProblem(
      'database.no-account',
      `You are root, PostgreSQL may not run as root, and the account \`${NAME}\` could not be made. Make it ` +
        `(\`useradd --system ${NAME}\`) or start Heddle as an ordinary user.`,
      { cause },
    );
  });
  const made = await readAccount();
  if (!made) throw new UserProblem('database.no-account', `The account \`${NAME}\` could not be made.`);
  return made;
}

async function readAccount(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** True when the account may pass through every existing folder on the way to `folder`. */
export async function mayEnter(account: ServerAccount, folder: string): Promise<boolean> {
  const parts = path.resolve(folder).split(path.sep);
  for (let length = 1; length <= parts.length; length += 1) {
    const current = parts.slice(0, length).join(path.sep) || path.sep;
    const found = await stat(current).catch(() => null);
    if (!found) return true;
    const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
  }
  return true;
}
