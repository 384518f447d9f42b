/** What this machine knows of its own health. */
import { randomUUID } from 'node:crypto';
import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DiskFacts, RedisFacts } from '@/core/health/health';
import { createRedisClient } from '@/infra/bus/redis-client';
import type { Log } from '@/infra/log/log';

/** Free room where the data lies, and whether a file can be written among the blobs. */
export async function readDiskFacts(dataDir: string, blobs: string): Promise<DiskFacts> {
  const { bavail, blocks, bsize } = await statfs(await nearestFolder(dataDir));
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, blobsWritable: await canWrite(blobs) };
}

/** Writes and removes a file that can be no blob. */
async function canWrite(folder: string): Promise<boolean> {
  const probe = path.join(folder, `.probe-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await writeFile(probe, '');
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/** The folder itself, or the nearest above it that exists. */
export async function nearestFolder(folder: string): Promise<string> {
  const found = await access(folder).then(
    () => true,
    () => false,
  );
  return found || folder === path.dirname(folder) ? folder : nearestFolder(path.dirname(folder));
}

const PATIENCE_MS = 2000;

/** Whether Redis answers on a fresh connection. */
export async function askRedis(url: string | null, log: Log): Promise<RedisFacts> {
  if (url === null) return { state: 'unused' };
  const client = createRedisClient({ url, log, use: 'messages' });
  try {
    const answers = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE_MS);
      client.once('ready', () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    return { state: answers && (await client.ping().catch(() => '')) === 'PONG' ? 'answers' : 'away' };
  } finally {
    client.disconnect();
  }
}
