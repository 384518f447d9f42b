/**
 * The folder of the embedded database: where the cluster lies, who owns it, and whether it is ours to open.
 *
 *   <dataDir>/pgdata              the cluster, owned by the server's account
 *   <dataDir>/superuser-password  0600, ours alone
 *   <dataDir>/moved-to            names another folder, when the server's account may not enter this one
 */
import { randomBytes, createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserProblem } from '@/core/errors/app-error';
import { mayEnter, type ServerAccount } from './server-account';
import { findServerBinaries, type ServerBinaries } from './server-binaries';

export interface ClusterFolder {
  /** Where password, log and cluster lie; differs from what was asked for when that could not be entered. */
  home: string;
  pgdata: string;
  passwordFile: string;
  logFile: string;
}

/** Where the cluster of `dataDir` lies. Makes the folder, and moves aside from one the server may not enter. */
export async function openClusterFolder(
  dataDir: string,
  account: ServerAccount | null,
): Promise<ClusterFolder> {
  const asked = path.resolve(dataDir);
  await mkdir(asked, { recursive: true, mode: 0o711 });
  const home = await chooseHome(asked, account);
  return {
    home,
    pgdata: path.join(home, 'pgdata'),
    passwordFile: path.join(home, 'superuser-password'),
    logFile: path.join(home, 'postgres.log'),
  };
}

async function chooseHome(asked: string, account: ServerAccount | null): Promise<string> {
  if (!account) return asked;
  const pointer = path.join(asked, 'moved-to');
  const moved = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  if (moved) return moved;
  // Only ours to open a little when it is our own last folder; parents belong to somebody else.
  await chmod(asked, 0o711);
  if (await mayEnter(account, asked)) return asked;
  const home = path.join('/var/lib/heddle', createHash('sha256').update(asked).digest('hex').slice(0, 16));
  await mkdir(home, { recursive: true, mode: 0o711 });
  if (!(await mayEnter(account, home))) {
    throw new UserProblem(
      'database.folder-closed',
      `PostgreSQL's account may enter neither ${asked} nor ${home}. Set HEDDLE_DATA to a folder whose parents others may enter.`,
    );
  }
  await writeFile(pointer, `${home}\n`);
  return home;
}

/** The server's account must also reach the programs: copies them beside the cluster when it may not. */
export async function reachableBinaries(
  binaries: ServerBinaries,
  account: ServerAccount | null,
  home: string,
): Promise<ServerBinaries> {
  if (!account || (await mayEnter(account, binaries.binDir))) return binaries;
  const native = path.dirname(binaries.binDir);
  const copy = path.join(home, `server-${binaries.majorVersion}`);
  if (await isFolder(copy)) return findServerBinaries(path.join(copy, 'bin'));
  const making = `${copy}.making`;
  await rm(making, { recursive: true, force: true });
  await cp(native, making, { recursive: true, verbatimSymlinks: true });
  await chmod(making, 0o755);
  await rename(making, copy);
  return findServerBinaries(path.join(copy, 'bin'));
}

/** `none` = to be made; otherwise the cluster is ours and of this major version, or a problem in words is thrown. */
export async function inspectCluster(folder: ClusterFolder, majorVersion: number): Promise<'none' | 'ours'> {
  const entries = await readdir(folder.pgdata).catch(() => null);
  if (entries === null || entries.length === 0) return 'none';
  const version = Number(
    (await readFile(path.join(folder.pgdata, 'PG_VERSION'), 'utf8').catch(() => '')).trim(),
  );
  const password = await readPassword(folder);
  if (!version || !password) {
    throw new UserProblem(
      'database.foreign-folder',
      `${folder.pgdata} holds something that this Heddle did not make. Move it away, or set HEDDLE_DATA to another folder.`,
    );
  }
  if (version > majorVersion) {
    throw new UserProblem(
      'database.newer-cluster',
      `The database in ${folder.pgdata} belongs to PostgreSQL ${version}; this Heddle ships ${majorVersion}. ` +
        `Start it with the newer Heddle that wrote it, or set HEDDLE_DATA to another folder.`,
      { details: { found: version, shipped: majorVersion } },
    );
  }
  if (version < majorVersion) {
    throw new UserProblem(
      'database.older-cluster',
      `The database in ${folder.pgdata} belongs to PostgreSQL ${version}; this Heddle ships ${majorVersion} and cannot ` +
        `open it. Take a backup with the Heddle that wrote it and restore it here.`,
      { details: { found: version, shipped: majorVersion } },
    );
  }
  return 'ours';
}

/** The superuser's password, or null when there is none yet. */
export async function readPassword(folder: ClusterFolder): Promise<string | null> {
  return (await readFile(folder.passwordFile, 'utf8').catch(() => '')).trim() || null;
}

/** Makes and keeps a password. Written aside and renamed, so a torn write never leaves half of one. */
export async function makePassword(folder: ClusterFolder): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${folder.passwordFile}.new`, `${password}\n`, { mode: 0o600 });
  await rename(`${folder.passwordFile}.new`, folder.passwordFile);
  return password;
}

/** Hands a file or folder to the server's account. */
export async function giveTo(account: ServerAccount | null, target: string): Promise<void> {
  if (account) await chown(target, account.uid, account.gid);
}

async function isFolder(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => null)) !== null;
}
