import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '@/infra/log/log';
import { keepChild, type Child, type Pauses } from './children';

const READY = "process.send({ kind: 'ready' });";
const LIVES = 'setInterval(() => {}, 1000);';

let folder: string;
let child: Child | undefined;
let changes: (number | undefined)[];
let watcher: (() => void) | undefined;

interface Line {
  msg: string;
  waitMs: number;
  crashes: number;
}
let lines: Line[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-children-'));
  changes = [];
  lines = [];
});
afterEach(async () => {
  child?.kill();
  await rm(folder, { recursive: true });
});

async function keep(source: string, pauses?: Pauses): Promise<Child> {
  const script = path.join(folder, 'child.mjs');
  await writeFile(script, source);
  const log = createLog({
    name: 'test',
    level: 'error',
    pretty: false,
    destination: { write: (line) => void lines.push(JSON.parse(line) as Line) },
  });
  const onChange = () => {
    changes.push(child?.pid());
    watcher?.();
  };
  child = keepChild({
    name: 'web',
    script,
    cwd: folder,
    environment: {},
    log,
    onChange,
    ...(pauses ? { pauses } : {}),
  });
  return child;
}

/** Resolves as soon as the condition holds after one of the child's changes. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    watcher = () => {
      if (condition()) resolve();
    };
    watcher();
  });
}

describe('keepChild', () => {
  it('is ready when the process says so', async () => {
    const kept = await keep(READY + LIVES);
    await kept.ready();
    expect(kept.pid()).toBeGreaterThan(0);
  });

  it('does not restart what never started', async () => {
    const kept = await keep('process.exit(3)');
    await expect(kept.ready()).rejects.toMatchObject({
      code: 'up.child-failed',
      message: expect.stringContaining('code 3') as string,
    });
    expect(kept.pid()).toBeUndefined();
  });

  it('starts a crashed process again', async () => {
    const kept = await keep(READY + LIVES);
    await kept.ready();
    const first = kept.pid();
    process.kill(first ?? 0, 'SIGKILL');
    await until(() => kept.pid() !== undefined && kept.pid() !== first);
  });

  it('starts what dies again and again ever more slowly, and says so', async () => {
    await keep(`${READY}setTimeout(() => process.exit(7), 1);`, {
      firstMs: 1,
      longestMs: 4,
      steadyMs: 3_600_000,
    });
    await until(() => lines.length >= 5);
    expect(lines.slice(0, 5).map(({ waitMs }) => waitMs)).toEqual([1, 2, 4, 4, 4]);
    expect(lines[0]?.msg).toBe('The web process ended by itself (code 7). Starting it again in 0.001 s.');
    expect(lines[4]?.msg).toContain('It crashed 5 times in a row');
  });

  it('forgets earlier crashes of a process that lived for a while', async () => {
    await keep(`${READY}setTimeout(() => process.exit(7), 1);`, { firstMs: 1, longestMs: 4, steadyMs: 0 });
    await until(() => lines.length >= 3);
    expect(lines.slice(0, 3).map(({ waitMs }) => waitMs)).toEqual([1, 1, 1]);
  });

  it('starts a worker that lost its lease at once, as if nothing had happened', async () => {
    await keep(`${READY}setTimeout(() => process.exit(75), 1);`, {
      firstMs: 60_000,
      longestMs: 60_000,
      steadyMs: 3_600_000,
    });
    await until(() => lines.length >= 2);
    expect(lines[1]).toMatchObject({
      waitMs: 0,
      crashes: 0,
      msg: expect.stringContaining('lost its lease') as string,
    });
  });

  it('stops with a drain and starts nothing afterwards', async () => {
    const kept = await keep(
      `${READY}${LIVES}process.on('SIGTERM', () => setTimeout(() => process.exit(0), 30));`,
    );
    await kept.ready();
    await kept.stop();
    expect(kept.pid()).toBeUndefined();
    expect(changes.at(-1)).toBeUndefined();
  });

  it('replaces the process on request', async () => {
    const kept = await keep(READY + LIVES);
    await kept.ready();
    const first = kept.pid();
    await kept.restart();
    expect(kept.pid()).not.toBe(first);
  });
});
