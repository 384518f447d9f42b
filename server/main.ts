/** The web process: one http server for everything, pages by Next behind it. */
import type http from 'node:http';
import next from 'next';
import { getEnv } from '@/infra/env/env';
import { setNextAuthAddress } from '@/infra/env/next-auth-env';
import { announceReady, drainOnShutdown } from '@/infra/lifecycle/shutdown';
import { createLog } from '@/infra/log/log';
import { leaveAuthHandles } from './auth/leave-auth-handles';
import { type PageHandler, createWebServer } from './http/web-server';
import { wireWeb } from './wiring';

/** Requests get this long to finish when the process is told to end. */
const DRAIN_MS = 10_000;

async function main(): Promise<void> {
  const env = getEnv();
  const log = createLog({ name: 'web', level: env.logLevel });
  const startedAt = performance.now();
  const web = await wireWeb(env, log);
  setNextAuthAddress(env.hasPublicUrl ? env.publicUrl : null);
  await leaveAuthHandles(web.deps, env);
  const server = await createWebServer(web.deps, (httpServer) => preparePages(httpServer, env));
  const port = await server.listen(env.port, env.host);
  drainOnShutdown({
    log,
    async drain() {
      await server.drain(DRAIN_MS);
      await web.close();
    },
  });
  announceReady();
  log.info({ port, host: env.host, startMs: Math.round(performance.now() - startedAt) }, 'listening');
}

async function preparePages(
  httpServer: http.Server,
  env: { isDevelopment: boolean; host: string; port: number },
): Promise<PageHandler> {
  const app = next({
    dev: env.isDevelopment,
    dir: process.cwd(),
    hostname: env.host,
    port: env.port,
    httpServer,
  });
  await app.prepare();
  return app.getRequestHandler();
}

main().catch((error: unknown) => {
  createLog({ name: 'web', level: 'info' }).error(
    { err: error },
    error instanceof Error ? error.message : 'could not start',
  );
  process.exit(1);
});
