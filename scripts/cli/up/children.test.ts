import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '@/infra/log/log';
import { keepChild, type Child } from './children';

const READY = "process.send({ kind: 'ready' });";
const LIVES = 'setInterval(() => {}, 1000);';

let folder: string;
let child: Child | undefined;
let changes: (number | undefined)[];
let watcher: (() => void) | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-children-'));
  changes = [];
});
afterEach(async () => {
  child?.kill();
  await rm(folder, { recursive: true });
});

async function keep(source: string): Promise<Child> {
  const script = path.join(folder, 'child.mjs');
  await writeFile(script, source);
  const log = createLog({ name: 'test', level: 'silent' });
  const onChange = () => {
    changes.push(child?.pid());
    watcher?.();
  };
  child = keepChild({ name: 'web', script, cwd: folder, environment: {}, log, onChange });
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
