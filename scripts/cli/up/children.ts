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

/** What a worker ends with when its lease was gone (worker/main.ts). */
const EXIT_LEASE_LOST = 75;
const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 25_000;

/** How long to wait before a process that crashed is started again. It is never given up, only started less often. */
export interface Pauses {
  firstMs: number;
  /** Each crash doubles the pause up to this. */
  longestMs: number;
  /** A process that lived this long had started well: its next crash counts as the first. */
  steadyMs: number;
}

const PAUSES: Pauses = { firstMs: 500, longestMs: 30_000, steadyMs: 60_000 };

export interface ChildOptions {
  /** `web`, `worker 1`: for the log. */
  name: string;
  script: string;
  cwd: string;
  environment: Readonly<Record<string, string>>;
  log: Log;
  /** Called whenever the process behind it changes. */
  onChange: () => void;
  pauses?: Pauses;
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
  const { name, log, pauses = PAUSES } = options;
  let environment = options.environment;
  let stopped = false;
  let everReady = false;
  let crashes = 0;
  let nextStart: NodeJS.Timeout | undefined;
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
      if (Date.now() - startedAt >= pauses.steadyMs) crashes = 0;
      // A lost lease is no crash: others have its runs already, and a new worker is fine at once.
      const isLeaseLost = code === EXIT_LEASE_LOST;
      const waitMs = isLeaseLost ? 0 : Math.min(pauses.firstMs * 2 ** crashes, pauses.longestMs);
      if (!isLeaseLost) crashes += 1;
      const fields = { child: name, code, signal, crashes, waitMs };
      log.error(
        fields,
        isLeaseLost ? leaseWords(name) : crashWords(name, { how: signal ?? `code ${code}`, crashes, waitMs }),
      );
      // Kept, so that an end that is asked for meanwhile does not wait for it.
      nextStart = setTimeout(() => {
        if (!stopped && !current) start();
      }, waitMs);
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
      clearTimeout(nextStart);
      if (current) await end(current);
    },
    kill() {
      stopped = true;
      clearTimeout(nextStart);
      current?.kill('SIGKILL');
    },
  };
}

/** What happened and what comes next, for whoever reads the terminal. */
function crashWords(
  name: string,
  { how, crashes, waitMs }: { how: string; crashes: number; waitMs: number },
): string {
  const again = `Starting it again in ${waitMs / 1000} s.`;
  const often =
    crashes > 1 ? ` It crashed ${crashes} times in a row; the reason stands above each time.` : '';
  return `The ${name} process ended by itself (${how}). ${again}${often}`;
}

function leaseWords(name: string): string {
  return `The ${name} process lost its lease; other workers have its runs. Starting a fresh one at once.`;
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
