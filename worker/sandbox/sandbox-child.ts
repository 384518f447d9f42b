/** One child process and the parent's hold on it: one call at a time, killed when it takes too long or too much. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { NodeFailure } from '@/core/node-kit/node-failure';
import type { ChildMessage, ChildRequest, NewRequest } from './protocol';
import { guestFailure, sandboxLost } from './sandbox-failures';

/** How long after its own time limit a guest may take to say so. */
const KILL_AFTER_MS = 1000;
const START_LIMIT_MS = 15_000;
const MEMORY_CHECK_MS = 200;
/** Engine, its memory at the wall, and the texts of one call. */
const MAX_RSS_BYTES = 320 * 1024 * 1024;
const LINUX_PAGE_BYTES = 4096;

export interface SandboxChild {
  readonly tenantId: string;
  readonly calls: number;
  /** Must not be used again. */
  readonly worn: boolean;
  /** Rejects with NodeFailure; then the child is worn. */
  run(request: NewRequest): Promise<string>;
  kill(): void;
}

interface Call {
  id: number;
  resolve(text: string): void;
  reject(failure: NodeFailure): void;
}

/** Starts a child for one tenant. The first call waits until it is up. */
export function startSandboxChild(childPath: string, tenantId: string): SandboxChild {
  const child = forkChild(childPath);
  let calls = 0;
  let worn = false;
  let current: Call | null = null;
  let ready = false;
  let queued: ChildRequest | null = null;

  const settle = (finish: (call: Call) => void): void => {
    const call = current;
    current = null;
    if (call) finish(call);
  };
  const end = (failure: NodeFailure): void => {
    worn = true;
    child.kill('SIGKILL');
    settle((call) => call.reject(failure));
  };
  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'ready') {
      ready = true;
      if (queued) child.send(queued, () => undefined);
      queued = null;
    } else if (message.id === current?.id) {
      worn ||= message.worn;
      settle((call) => call.resolve(message.text));
    }
  });
  child.on('exit', () => end(sandboxLost()));
  child.on('error', () => end(sandboxLost()));

  return {
    tenantId,
    get calls() {
      return calls;
    },
    get worn() {
      return worn;
    },
    kill: () => end(sandboxLost()),
    async run(given) {
      if (worn) throw sandboxLost();
      calls += 1;
      const request: ChildRequest = { ...given, id: calls };
      const watch = watchChild(
        child,
        request.timeoutMs + (ready ? 0 : START_LIMIT_MS) + KILL_AFTER_MS,
        (code) => end(guestFailure({ code, message: '' }, given.kind)),
      );
      try {
        return await new Promise<string>((resolve, reject) => {
          current = { id: request.id, resolve, reject };
          // A failing send is followed by 'exit', which ends the call.
          if (ready) child.send(request, () => undefined);
          else queued = request;
        });
      } finally {
        watch.stop();
      }
    },
  };
}

function forkChild(childPath: string): ChildProcess {
  // A bundle that is missing shows as a child that ends at once.
  const file = existsSync(childPath) ? realpathSync(childPath) : childPath;
  const child = fork(file, [], {
    // Time zones are read from it; nothing else is handed over. Next's types want a NODE_ENV, which nothing here reads.
    env: { TZ: 'UTC' } as unknown as NodeJS.ProcessEnv,
    execArgv: ['--max-old-space-size=128', ...permissionFlags(file)],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Neither an idle child nor its channel keeps the worker alive.
  child.unref();
  child.channel?.unref();
  // When memory runs out, the kernel takes the child first. Linux only, and no matter if it fails.
  if (child.pid !== undefined) writeFile(`/proc/${child.pid}/oom_score_adj`, '1000').catch(() => undefined);
  return child;
}

/** A seat belt under the engine: no files but its own code, no child processes, no workers, no add-ons. */
function permissionFlags(file: string): string[] {
  const known = ['--permission', '--experimental-permission'].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
  if (known === undefined) return [];
  return [known, `--allow-fs-read=${path.dirname(file)}/*`, `--allow-fs-read=${modulesAbove(file)}/*`];
}

function modulesAbove(file: string): string {
  const inside = file.lastIndexOf(`${path.sep}node_modules${path.sep}`);
  if (inside >= 0) return file.slice(0, inside + '/node_modules'.length);
  return path.join(path.dirname(path.dirname(file)), 'node_modules');
}

function watchChild(
  child: ChildProcess,
  wallMs: number,
  onLimit: (code: 'timeout' | 'out-of-memory') => void,
): { stop(): void } {
  const wall = setTimeout(() => onLimit('timeout'), wallMs);
  const memory = setInterval(() => {
    void residentBytes(child.pid).then((bytes) => {
      if (bytes > MAX_RSS_BYTES) onLimit('out-of-memory');
    });
  }, MEMORY_CHECK_MS);
  return {
    stop() {
      clearTimeout(wall);
      clearInterval(memory);
    },
  };
}

/** 0 where the system does not say (macOS): there the engine's own wall stands alone. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * LINUX_PAGE_BYTES;
}
