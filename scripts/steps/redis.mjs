/** A redis-server for the database tests: an installed one, or the system's package. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './project.mjs';
import { StepFailure } from './report.mjs';

const MAC_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];

/**
 * The path of an installed redis-server, or undefined. `REDIS_SERVER_PATH` names one outright.
 * @returns {string | undefined}
 */
export function findRedisServer() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...MAC_FOLDERS];
  const candidates = [
    process.env.REDIS_SERVER_PATH,
    ...folders.map((folder) => path.join(folder, 'redis-server')),
  ];
  return candidates.find((file) => file && existsSync(file));
}

/**
 * Why there can be no redis-server here, or null where it is expected. On a CI machine it always is.
 * @returns {string | null}
 */
export function reasonForNoRedis() {
  if (process.env.CI || process.platform !== 'darwin') return null;
  return 'There is no redis-server on this Mac (brew install redis brings one): the tests on Redis are skipped.';
}

/** Finds a redis-server or installs one. Returns where it is, for the step's line. */
export async function ensureRedis() {
  const found = findRedisServer();
  if (found) return found;
  const reasons = [];
  for (const [name, command, args] of waysToInstall()) {
    try {
      await runProgram(command, args);
      const installed = findRedisServer();
      if (installed) return installed;
    } catch (error) {
      reasons.push(`${name}: ${error.message.split('\n').slice(-3).join(' ').slice(0, 300)}`);
    }
  }
  const excuse = reasonForNoRedis();
  if (excuse) return excuse;
  throw new StepFailure(
    `No redis-server was found and none could be installed (${reasons.join('; ') || 'only root may install packages'}). Install Debian's package redis-server, or set REDIS_SERVER_PATH.`,
  );
}

function waysToInstall() {
  if (process.platform === 'darwin') return [['brew', 'brew', ['install', 'redis']]];
  if (process.getuid?.() !== 0) return [];
  // Debian would start a server of its own on the standard port; the tests start theirs themselves.
  const script =
    'export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1; apt-get update && apt-get install -y --no-install-recommends redis-server';
  return [['apt', 'sh', ['-c', script]]];
}
