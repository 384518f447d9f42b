/**
 * Where throw-away databases lie: in memory where the system has a folder for that and room in it. The product insists on
 * servers that flush every commit; of the thousands of flushes of a test run, none has to outlive the machine.
 */
import { constants } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import os from 'node:os';

const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;

/** An absolute folder to make folders in. A `TMPDIR` that was chosen is kept to. */
export async function findScratchRoot(): Promise<string> {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return os.tmpdir();
  try {
    await access(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(IN_MEMORY);
    const hasRoom = Math.min(bavail * bsize, os.freemem()) >= ROOM_BYTES;
    return hasRoom && (await mayRunPrograms()) ? IN_MEMORY : os.tmpdir();
  } catch {
    return os.tmpdir();
  }
}

/** The server itself is copied beside its data where its account cannot reach the one that was installed. */
async function mayRunPrograms(): Promise<boolean> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' '));
  const options = mounts.findLast(([, folder]) => folder === IN_MEMORY)?.[3]?.split(',');
  return options !== undefined && !options.includes('noexec');
}
