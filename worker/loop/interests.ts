/** What is watched right now, as far as this worker knows. Read from the table; a message says when to read again. */
import type pg from 'pg';
import type { Bus } from '@/infra/bus/bus';
import { loadInterest } from '@/infra/db/run-store/interest';
import type { Log } from '@/infra/log/log';

export interface Interests {
  isWatched(run: { tenantId: string; workflowId: string; runId: string }): boolean;
  close(): Promise<void>;
}

const REFRESH_MS = 2000;

export async function createInterests(options: { runner: pg.Pool; bus: Bus; log: Log }): Promise<Interests> {
  let watched = new Set<string>();
  let reading = false;

  async function refresh(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      watched = new Set((await loadInterest(options.runner)).map((i) => `${i.tenantId} ${i.topic}`));
    } catch (error) {
      options.log.warn({ err: error, code: 'interest.read-failed' }, 'Could not read who watches.');
    } finally {
      reading = false;
    }
  }

  const stop = await options.bus.subscribe('heddle_interest', () => void refresh());
  const timer = setInterval(() => void refresh(), REFRESH_MS);
  timer.unref();
  await refresh();
  return {
    isWatched({ tenantId, workflowId, runId }) {
      return (
        watched.size > 0 &&
        (watched.has(`${tenantId} workflow:${workflowId}`) || watched.has(`${tenantId} run:${runId}`))
      );
    },
    async close() {
      clearInterval(timer);
      await stop();
    },
  };
}
