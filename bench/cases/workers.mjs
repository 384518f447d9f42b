/**
 * One worker and two, with Redis between the processes: the same ten edits, 40 callers. On a machine whose cores one worker,
 * the web process and the database fill already, a second one can give no more than what was left: `coresUsed` tells.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { findRedisServer } from '../../scripts/steps/redis.mjs';
import { freePort, startProduct } from '../product.mjs';
import { tenEditsBusy } from './flows.mjs';

/** Starts products of its own, one after another. */
export async function oneAndTwoWorkers({ seconds }) {
  const redis = await startRedis();
  try {
    const figures = {};
    for (const [name, workers] of [
      ['one', 1],
      ['two', 2],
    ]) {
      const product = await startProduct({ REDIS_URL: redis.url, HEDDLE_WORKERS: String(workers) });
      try {
        const { perSecond, p50, cpuMs, wrong } = await tenEditsBusy({ product, seconds });
        const all = Object.values(cpuMs ?? {}).reduce((sum, part) => sum + part, 0);
        const coresUsed = Math.round((all * perSecond) / 10) / 100;
        figures[name] = { perSecond, p50, wrong, cpuMs, coresUsed };
      } finally {
        await product.stop();
      }
    }
    const ratio = Math.round((figures.two.perSecond / figures.one.perSecond) * 100) / 100;
    return { ...figures, ratio, cores: os.availableParallelism() };
  } finally {
    await redis.stop();
  }
}

async function startRedis() {
  const binary = findRedisServer();
  if (!binary) throw new Error('There is no redis-server here: install it, or set REDIS_SERVER_PATH.');
  const port = await freePort();
  const server = spawn(
    binary,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (server.exitCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}
