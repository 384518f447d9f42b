/** What can be seen on this machine without a database. */
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@/infra/env/env';
import { askRedis, nearestFolder, readDiskFacts } from '@/infra/health/machine-facts';
import { createLog } from '@/infra/log/log';
import { findRunningInstance } from '../up/instance';
import { requireFreePort } from '../up/require-free-port';
import { finding, judged, type Finding } from './finding';

const OLDEST_NODE = [20, 19] as const;

export async function checkMachine(env: Env, root: string): Promise<Finding[]> {
  const quiet = createLog({ name: 'doctor', level: 'silent' });
  const folder = await checkFolder(env);
  const [build, address, redis] = await Promise.all([
    checkBuild(root),
    checkAddress(env),
    askRedis(env.redisUrl, quiet),
  ]);
  // A folder that cannot be written is one finding, not two.
  const disk = folder.level === 'ok' ? judged({ disk: await readDiskFacts(env.dataDir, env.blobs) }) : [];
  return [checkNode(process.versions.node), build, folder, ...disk, address, ...judged({ redis })];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNewEnough
    ? finding('ok', 'node', `version ${version}`)
    : finding(
        'problem',
        'node',
        `version ${version} is too old. Install Node ${OLDEST_NODE.join('.')} or newer.`,
      );
}

async function checkBuild(root: string): Promise<Finding> {
  const stamps = ['dist/bundles', 'dist/pages'].map((stamp) => exists(path.join(root, stamp)));
  return (await Promise.all(stamps)).every(Boolean)
    ? finding('ok', 'build', 'complete')
    : finding('warning', 'build', 'not complete yet; `npm start` builds what is missing.');
}

async function checkFolder(env: Env): Promise<Finding> {
  const existing = await nearestFolder(env.dataDir);
  if (!(await stat(existing)).isDirectory()) {
    return finding('problem', 'folder', `${existing} is a file. Set HEDDLE_DATA to a folder.`);
  }
  return access(existing, constants.W_OK | constants.X_OK).then(
    () => finding('ok', 'folder', env.dataDir),
    () =>
      finding(
        'problem',
        'folder',
        `${existing} cannot be written. Mend its rights, or set HEDDLE_DATA to a folder of yours.`,
      ),
  );
}

async function checkAddress(env: Env): Promise<Finding> {
  const running = await findRunningInstance(env.dataDir);
  if (running) {
    return finding(
      'ok',
      'address',
      `Heddle runs at ${running.address ?? 'an address to come'} (process ${running.pid})`,
    );
  }
  return requireFreePort(env.host, env.port).then(
    () =>
      finding('ok', 'address', `${env.host}:${env.port} is free; Heddle does not run on this data folder`),
    (error: unknown) => finding('problem', 'address', error instanceof Error ? error.message : String(error)),
  );
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
