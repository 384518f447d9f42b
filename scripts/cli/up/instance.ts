/**
 * One Heddle for each data folder. The claim is a file that names the supervisor and its children, each with the time
 * it started, because process ids are reused. What a killed supervisor left behind is brought to an end first.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UserProblem } from '@/core/errors/app-error';

const run = promisify(execFile);
const DRAIN_MS = 25_000;

const processSchema = z.object({ pid: z.number().int(), born: z.string() });
const claimSchema = processSchema.extend({
  claim: z.string(),
  address: z.string().nullable(),
  children: z.array(processSchema.extend({ name: z.string() })),
});
type ProcessMark = z.infer<typeof processSchema>;
type Claim = z.infer<typeof claimSchema>;

export interface Instance {
  /** Unique to this start. */
  readonly claim: string;
  readonly file: string;
  /** Records where it answers and which processes belong to it. */
  publish(state: { address?: string; children?: readonly { name: string; pid: number }[] }): Promise<void>;
  release(): Promise<void>;
}

/**
 * Claims the data folder for this process. Throws `instance.running` where another Heddle has it; ends the processes
 * that a killed one left.
 */
export async function claimInstance(dataDir: string): Promise<Instance> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const file = path.join(dataDir, 'instance.json');
  const mine: Claim = { claim: randomUUID(), ...(await markOf(process.pid)), address: null, children: [] };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await writeNew(file, mine)) return toInstance(file, mine);
    const other = await readClaim(file);
    if (other && (await isSame(other))) throw alreadyRunning(other, dataDir);
    if (other) await endLeftovers(other.children);
    await rm(file, { force: true });
  }
  throw new UserProblem(
    'instance.contended',
    `Several Heddles are starting on ${dataDir} at once. Start one of them.`,
  );
}

/** The address of the Heddle that runs on this folder, or null. */
export async function findRunningInstance(
  dataDir: string,
): Promise<{ pid: number; address: string | null } | null> {
  const claim = await readClaim(path.join(dataDir, 'instance.json'));
  return claim && (await isSame(claim)) ? { pid: claim.pid, address: claim.address } : null;
}

function toInstance(file: string, mine: Claim): Instance {
  let queue = Promise.resolve();
  return {
    claim: mine.claim,
    file,
    publish(state) {
      queue = queue.then(async () => {
        if (state.address !== undefined) mine.address = state.address;
        if (state.children) {
          mine.children = await Promise.all(
            state.children.map(async ({ name, pid }) => ({ name, ...(await markOf(pid)) })),
          );
        }
        await writeFile(`${file}.new`, JSON.stringify(mine), { mode: 0o600 });
        await rename(`${file}.new`, file);
      });
      return queue;
    },
    async release() {
      await queue;
      if ((await readClaim(file))?.claim === mine.claim) await rm(file, { force: true });
    },
  };
}

/** Writes the file whole or not at all; false when there is one already. */
async function writeNew(file: string, claim: Claim): Promise<boolean> {
  const aside = `${file}.${claim.claim}`;
  await writeFile(aside, JSON.stringify(claim), { mode: 0o600 });
  try {
    await link(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function readClaim(file: string): Promise<Claim | null> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function alreadyRunning(other: Claim, dataDir: string): UserProblem {
  const where = other.address === null ? 'is starting' : `already runs at ${other.address}`;
  return new UserProblem(
    'instance.running',
    `Heddle ${where} with the data folder ${dataDir} (process ${other.pid}). ` +
      `Use it, stop it with \`kill ${other.pid}\`, or set HEDDLE_DATA and PORT for a second one.`,
  );
}

/** Children drain by themselves once their supervisor is gone; those that do not are ended. */
async function endLeftovers(children: readonly ProcessMark[]): Promise<void> {
  const until = Date.now() + DRAIN_MS;
  for (const child of children) {
    if (!(await isSame(child))) continue;
    signal(child.pid, 'SIGTERM');
    while (await isSame(child)) {
      if (Date.now() > until) signal(child.pid, 'SIGKILL');
      await pause(50);
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

async function markOf(pid: number): Promise<ProcessMark> {
  return { pid, born: (await birthOf(pid)) ?? '' };
}

async function isSame(mark: ProcessMark): Promise<boolean> {
  return mark.born !== '' && (await birthOf(mark.pid)) === mark.born;
}

/** When the process started, in whatever words the platform has for it; null when there is none. Zombies are none. */
async function birthOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  }
  const { stdout } = await run('ps', ['-p', String(pid), '-o', 'lstart=']).catch(() => ({ stdout: '' }));
  return stdout.trim() || null;
}
