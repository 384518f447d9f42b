import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimInstance, findRunningInstance } from './instance';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-instance-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('claimInstance', () => {
  it('lets one Heddle at a time have the folder', async () => {
    const first = await claimInstance(folder);
    await first.publish({ address: 'http://127.0.0.1:3000' });
    await expect(claimInstance(folder)).rejects.toMatchObject({
      code: 'instance.running',
      message: expect.stringMatching(/already runs at http:\/\/127.0.0.1:3000 .*kill \d+/) as string,
    });
    await first.release();
    await (await claimInstance(folder)).release();
  });

  it('lets exactly one of several simultaneous starts through', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimInstance(folder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is readable by its owner alone', async () => {
    const { file } = await claimInstance(folder);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes over from a dead supervisor and ends what it left', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ended = once(orphan, 'exit');
    const dead = await claimInstance(folder);
    await dead.publish({ children: [{ name: 'worker', pid: orphan.pid ?? 0 }] });
    // Another process that had this id before: same number, other birth.
    const text = JSON.parse(await readFile(dead.file, 'utf8')) as Record<string, unknown>;
    await writeFile(dead.file, JSON.stringify({ ...text, born: 'long ago' }));

    const next = await claimInstance(folder);
    expect((await ended)[1]).toBe('SIGTERM');
    expect(next.claim).not.toBe(dead.claim);
  });

  it('takes over from a torn claim', async () => {
    await writeFile(path.join(folder, 'instance.json'), '{"pid": 1');
    await (await claimInstance(folder)).release();
  });

  it('leaves a claim alone that is no longer its own', async () => {
    const old = await claimInstance(folder);
    const text = JSON.parse(await readFile(old.file, 'utf8')) as Record<string, unknown>;
    await writeFile(old.file, JSON.stringify({ ...text, claim: 'newer' }));
    await old.release();
    expect(await findRunningInstance(folder)).toMatchObject({ pid: process.pid });
  });
});
