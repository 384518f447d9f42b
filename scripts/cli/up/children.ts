/**
 * The processes that `up` keeps: started with a channel to us (they drain when it closes), restarted with growing
 * pauses when they crash, and brought to an end in order.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { OperationalFailure } from '@/core/errors/app-error';
import { childEnvironment } from '@/infra/env/env';
import type { ReadyMessage } from '@/infra/lifecycle/shutdown';
import type { Log } from '@/infra/log/log';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** What a worker ends with when its lease was gone (worker/main.ts). */
const EXIT_LEASE_LOST = 75;
/** A process that lived this long had started well: its next crash counts as the first. */
const STEADY_MS = 60_000;
const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 25_000;

export interface ChildOptions {
  /** `web`, `worker 1`: for the log. */
  name: string;
  script: string;
  cwd: string;
  environment: Readonly<Record<string, string>>;
  log: Log;
  /** Called whenever the process behind it changes. */
  onChange: () => void;
}

export interface Child {
  readonly name: string;
  /** The living process, if there is one. */
  pid(): number | undefined;
  /** Resolves when the first process says that it is ready; throws when it ends before, or takes too long. */
  ready(): Promise<void>;
  /** Ends the process and starts a fresh one at once. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Lets it drain, then ends it. It is not restarted any more. */
  stop(): Promise<void>;
  /** Ends it without drain. */
  kill(): void;
}

/** Starts a process and keeps it alive until stopped. */
export function keepChild(options: ChildOptions): Child {
  const { name, log } = options;
  let environment = options.environment;
  let stopped = false;
  let everReady = false;
  let crashes = 0;
  let current: ChildProcess | undefined;
  let settle: { resolve: () => void; reject: (reason: Error) => void } | undefined;
  const firstReady = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  firstReady.catch(() => undefined);

  const start = () => {
    const startedAt = Date.now();
    const child = spawn(process.execPath, [options.script], {
      cwd: options.cwd,
      env: childEnvironment(environment),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A group of its own: Ctrl-C reaches the supervisor alone, which ends the others in order.
      detached: true,
    });
    current = child;
    child.on('message', (message) => {
      if (!isReady(message)) return;
      everReady = true;
      settle?.resolve();
    });
    child.on('error', (error) => settle?.reject(error));
    child.on('exit', (code, signal) => {
      if (current !== child) return;
      current = undefined;
      options.onChange();
      if (stopped) return;
      if (!everReady) {
        stopped = true;
        settle?.reject(
          new OperationalFailure(
            'up.child-failed',
            `The ${name} process ended while it started (${signal ?? `code ${code}`}). Its reason stands above.`,
          ),
        );
        return;
      }
      if (Date.now() - startedAt > STEADY_MS) crashes = 0;
      // A lost lease is no crash: others have its runs already, and a new worker is fine at once.
      const isLeaseLost = code === EXIT_LEASE_LOST;
      const waitMs = isLeaseLost ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** crashes, LONGEST_PAUSE_MS);
      if (!isLeaseLost) crashes += 1;
      log.error({ child: name, code, signal, waitMs }, 'a process ended unexpectedly, starting it again');
      void pause(waitMs).then(() => {
        if (!stopped && !current) start();
      });
    });
    options.onChange();
  };
  start();

  return {
    name,
    pid: () => current?.pid,
    ready: () => withinTime(firstReady, name),
    async restart(replaced) {
      if (replaced) environment = replaced;
      const old = current;
      current = undefined;
      if (old) await end(old);
      if (!stopped && !current) start();
    },
    async stop() {
      stopped = true;
      if (current) await end(current);
    },
    kill() {
      stopped = true;
      current?.kill('SIGKILL');
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(hard);
}

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'ready';
}

async function withinTime(ready: Promise<void>, name: string): Promise<void> {
  const abort = new AbortController();
  const late = pause(START_TIMEOUT_MS, undefined, { signal: abort.signal }).then(() => {
    throw new OperationalFailure(
      'up.child-slow',
      `The ${name} process was not ready within ${START_TIMEOUT_MS / 1000} s.`,
    );
  });
  late.catch(() => undefined);
  await Promise.race([ready, late]).finally(() => abort.abort());
}
