/**
 * The running server process: what `postmaster.pid` says about it, whether that process is truly the one that serves
 * our folder (process ids are reused), and how it is brought to an end.
 */
import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OperationalFailure } from '@/core/errors/app-error';

const run = promisify(execFile);
const POLL_MS = 10;

export interface Postmaster {
  pid: number;
  port: number;
  /** False while it starts or shuts down. */
  ready: boolean;
}

/** What the pid file says, or null when there is none or it is torn. */
export async function readPostmaster(pgdata: string): Promise<Postmaster | null> {
  const lines = (await readFile(path.join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' };
}

/** True while the process exists (also when it belongs to another account). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when this process is a PostgreSQL that serves this very folder. */
export async function servesFolder(pid: number, pgdata: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const folder = await realpath(pgdata);
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  // A postmaster works from inside its data folder.
  if (cwd !== null) return cwd === folder;
  const listed = await run('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({ stdout: '' }));
  return (
    listed.stdout.includes('postgres') && (listed.stdout.includes(pgdata) || listed.stdout.includes(folder))
  );
}

/** Waits until the process is gone; false when it outlives the time. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** Waits until the server accepts connections, it dies (null), or the time is over (throws). */
export async function waitUntilReady(
  pgdata: string,
  pid: number,
  timeoutMs: number,
): Promise<Postmaster | null> {
  const until = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    const found = await readPostmaster(pgdata);
    if (found?.pid === pid && found.ready) return found;
    if (Date.now() > until) {
      throw new OperationalFailure(
        'database.slow-start',
        `PostgreSQL did not become ready within ${Math.round(timeoutMs / 1000)} s. Its log lies beside ${pgdata}.`,
      );
    }
    await pause(POLL_MS);
  }
  return null;
}

/** Ends the server: first by the fast way (sessions are cut, everything is written), then at once (the log repairs it). */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await waitForExit(pid, timeoutMs)) return;
  }
}
