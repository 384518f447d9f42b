/** Processor time, memory, event loop and pools of this process, read at the moment they are asked for. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type pg from 'pg';
import { newGauge, snapshotFigures } from './figures';
import type { MetricFamily } from './registry';

const LAG_RESOLUTION_MS = 20;

export interface ProcessFigures {
  snapshot(): MetricFamily[];
  close(): void;
}

/** `pools` by the name they are shown under. */
export function watchProcess(pools: Readonly<Record<string, pg.Pool>>): ProcessFigures {
  const cpu = newGauge('process_cpu_seconds_total', 'Processor time of this process.');
  const memory = newGauge('process_resident_memory_bytes', 'Memory of this process.');
  const heap = newGauge('nodejs_heap_size_used_bytes', 'Heap in use.');
  const started = newGauge('process_start_time_seconds', 'When this process started.');
  const lag = newGauge(
    'nodejs_eventloop_lag_seconds',
    'Delay of the event loop since the last look, by quantile.',
  );
  const connections = newGauge('heddle_database_connections', 'Connections of a pool, by state.');
  const waiting = newGauge('heddle_database_waiting', 'Callers that wait for a connection.');
  const delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  delay.enable();
  const startedAt = Date.now() / 1000 - process.uptime();

  return {
    snapshot() {
      const { user, system } = process.cpuUsage();
      cpu.set((user + system) / 1e6);
      memory.set(process.memoryUsage.rss());
      heap.set(process.memoryUsage().heapUsed);
      started.set(Math.round(startedAt));
      for (const quantile of [50, 99])
        lag.set(lagSeconds(delay.percentile(quantile)), { quantile: String(quantile / 100) });
      lag.set(lagSeconds(delay.max), { quantile: '1' });
      delay.reset();
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        connections.set(totalCount - idleCount, { pool, state: 'busy' });
        connections.set(idleCount, { pool, state: 'idle' });
        waiting.set(waitingCount, { pool });
      }
      return snapshotFigures();
    },
    close: () => delay.disable(),
  };
}

/** The monitor measures whole ticks of its timer: what is beyond one tick is the delay. */
function lagSeconds(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e6 - LAG_RESOLUTION_MS) / 1000);
}
