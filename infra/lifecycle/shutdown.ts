/**
 * How a process of ours ends. It drains on SIGTERM and SIGINT, and also when the supervisor that started it
 * disappears (its IPC channel closes), so a supervisor killed with SIGKILL leaves nothing running for ever.
 */
import type { Log } from '@/infra/log/log';

export interface ShutdownOptions {
  log: Log;
  /** Stops taking work, finishes what runs, closes what is open. Called once. */
  drain: (reason: string) => Promise<void>;
  /** The process ends hard after this, drained or not. Default 20 s. */
  graceMs?: number;
}

const DEFAULT_GRACE_MS = 20_000;

/** Installs the handlers. Exit code 0 when drained, 1 when draining failed or took longer than the grace. */
export function drainOnShutdown(options: ShutdownOptions): void {
  let draining = false;
  const begin = (reason: string) => {
    if (draining) return;
    draining = true;
    options.log.info({ reason }, 'draining');
    setTimeout(() => {
      options.log.error({ reason }, 'draining took too long, ending now');
      process.exit(1);
    }, options.graceMs ?? DEFAULT_GRACE_MS).unref();
    options.drain(reason).then(
      () => process.exit(0),
      (error: unknown) => {
        options.log.error({ err: error }, 'draining failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => begin('SIGINT'));
  process.on('disconnect', () => begin('supervisor gone'));
}

/** What a child tells the supervisor. */
export interface ReadyMessage {
  kind: 'ready';
}

/** Tells the supervisor, where there is one, that this process does its work from now on. */
export function announceReady(): void {
  process.send?.({ kind: 'ready' } satisfies ReadyMessage);
}
