/**
 * Says that this process lives, with the figures it counts: one row, renewed every few seconds, by the database's
 * clock. Nothing depends on it but what people see.
 */
import os from 'node:os';
import type pg from 'pg';
import { HEDDLE_VERSION } from '@/infra/lifecycle/version';
import type { Log } from '@/infra/log/log';
import { watchProcess } from '@/infra/metrics/process-figures';
import type { MetricFamily } from '@/infra/metrics/registry';

export interface Presence {
  /** The figures of this moment. */
  figures(): MetricFamily[];
  /** Takes the row away. */
  close(): Promise<void>;
}

export interface PresenceOptions {
  id: string;
  kind: 'web' | 'worker';
  runner: pg.Pool;
  /** For the figures, by name. */
  pools: Readonly<Record<string, pg.Pool>>;
  log: Log;
}

const BEAT_MS = 5000;
const LEASE_SECONDS = 20;

export async function announcePresence(options: PresenceOptions): Promise<Presence> {
  const { id, kind, runner, log } = options;
  const watched = watchProcess(options.pools);

  async function beat(): Promise<void> {
    try {
      await runner.query({
        name: 'process-beat',
        text: `with gone as (delete from processes where expires_at < now() - interval '1 minute')
          insert into processes (id, kind, host, pid, version, expires_at, figures)
          values ($1, $2, $3, $4, $5, now() + $6 * interval '1 second', $7)
          on conflict (id) do update set heartbeat_at = now(), expires_at = excluded.expires_at, figures = excluded.figures`,
        values: [
          id,
          kind,
          os.hostname(),
          process.pid,
          HEDDLE_VERSION,
          LEASE_SECONDS,
          JSON.stringify(watched.snapshot()),
        ],
      });
    } catch (error) {
      log.warn(
        { err: error, code: 'presence.failed' },
        'Could not say that this process lives; trying again.',
      );
    }
  }

  await beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  timer.unref();
  return {
    figures: () => watched.snapshot(),
    async close() {
      clearInterval(timer);
      watched.close();
      await runner.query('delete from processes where id = $1', [id]).catch(() => undefined);
    },
  };
}

export interface LivingProcess {
  id: string;
  kind: 'web' | 'worker';
  host: string;
  pid: number;
  version: string;
  startedAt: Date;
  heartbeatAt: Date;
}

/** Processes that live now, oldest first. */
export async function listProcesses(runner: pg.Pool | pg.Client): Promise<LivingProcess[]> {
  const { rows } = await runner.query<LivingProcess>(
    `select id, kind, host, pid, version, started_at as "startedAt", heartbeat_at as "heartbeatAt"
      from processes where expires_at > now() order by kind, started_at, id`,
  );
  return rows;
}

/** What the other living processes counted when they last said so. */
export async function readFigures(
  runner: pg.Pool,
  exceptId: string,
): Promise<{ id: string; kind: 'web' | 'worker'; figures: MetricFamily[] }[]> {
  const { rows } = await runner.query<{ id: string; kind: 'web' | 'worker'; figures: MetricFamily[] }>({
    name: 'read-figures',
    text: 'select id, kind, figures from processes where expires_at > now() and id <> $1 order by kind, started_at, id',
    values: [exceptId],
  });
  return rows;
}
