/**
 * `up`: the supervisor. Database, migrations, web and workers, in this order, each step visible; then it keeps them
 * alive until it is asked to end, and ends them the other way round.
 */
import path from 'node:path';
import { getEnv, type Env } from '@/infra/env/env';
import { createLog, type Log } from '@/infra/log/log';
import { step } from '@/scripts/steps/report.mjs';
import { prepareDatabase } from '../prepare-database';
import { awaitHealthy } from './await-healthy';
import { keepChild, type Child } from './children';
import { greet } from './greet';
import { claimInstance, type Instance } from './instance';
import { keepDatabase, type KeptDatabase } from './keep-database';
import { requireFreePort } from './require-free-port';
import { Interrupted, listenForStop, type StopRequest } from './stop-request';

const HEALTH_TIMEOUT_MS = 90_000;

export interface UpOptions {
  /** The clone: bundles are in its `dist/`. */
  root: string;
  development: boolean;
  /** Adds the demo tenant. */
  demo: boolean;
  /** Called once everything is healthy (`npm run dev` restarts the processes). */
  onRunning?: (children: readonly Child[]) => void;
}

/** What was started so far, to be ended in reverse. */
interface Running {
  readonly env: Env;
  readonly log: Log;
  readonly options: UpOptions;
  readonly instance: Instance;
  readonly stop: StopRequest;
  readonly children: Child[];
  database: KeptDatabase | null;
}

/** Runs Heddle until a signal ends it. */
export async function up(options: UpOptions): Promise<void> {
  const env = getEnv();
  const log = createLog({ name: 'up', level: env.logLevel });
  const children: Child[] = [];
  const stop = listenForStop(() => {
    for (const child of children) child.kill();
    process.exit(130);
  });
  const instance = await claimInstance(env.dataDir);
  const running: Running = { env, log, options, instance, stop, children, database: null };
  try {
    await start(running);
    options.onRunning?.(children);
    log.info({ reason: await stop.asked }, 'ending');
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    await end(running);
  }
}

async function start(running: Running): Promise<void> {
  const { env, options, stop } = running;
  await requireFreePort(env.host, env.port);
  const databaseUrl = env.databaseUrl ?? (await openEmbedded(running));
  const urls = { url: databaseUrl, ownerUrl: env.databaseOwnerUrl ?? databaseUrl };
  await stop.orInterrupted(step('migrations', () => prepareDatabase(urls, options.root)));
  startChildren(running, databaseUrl);
  await stop.orInterrupted(
    Promise.all(running.children.map((child) => step(child.name, () => healthy(child, env)))),
  );
  await stop.orInterrupted(greet({ publicUrl: env.publicUrl, databaseUrl, demo: options.demo }));
  await running.instance.publish({ address: env.publicUrl });
}

async function openEmbedded(running: Running): Promise<string> {
  const { env, log, instance, stop } = running;
  // Not raced against a stop: a server that is starting can only be ended once it stands.
  const database = await step('database', async () => {
    running.database = await keepDatabase({
      dataDir: env.dataDir,
      log,
      instance,
      onReplaced: (url) => moveChildren(running, url),
    });
    return running.database.adopted ? 'adopted from an earlier start' : 'started';
  }).then(() => running.database);
  await stop.orInterrupted(Promise.resolve());
  if (!database) throw new Interrupted();
  return database.url;
}

function startChildren({ children, env, log, options, instance }: Running, databaseUrl: string): void {
  const publish = () => {
    const alive = children.flatMap(({ name, pid }) => {
      const current = pid();
      return current === undefined ? [] : [{ name, pid: current }];
    });
    instance
      .publish({ children: alive })
      .catch((error: unknown) => log.error({ err: error }, 'could not record the processes'));
  };
  const add = (name: string, bundle: string) =>
    children.push(
      keepChild({
        name,
        script: path.join(options.root, 'dist', bundle),
        cwd: options.root,
        environment: variables(env, options, databaseUrl),
        log,
        onChange: publish,
      }),
    );
  add('web', 'web.mjs');
  for (let number = 1; number <= env.workers; number += 1)
    add(env.workers === 1 ? 'worker' : `worker ${number}`, 'worker.mjs');
  publish();
}

function variables(env: Env, options: UpOptions, databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: options.development ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(env.usesEmbeddedDatabase ? { HEDDLE_EMBEDDED_URL: databaseUrl } : {}),
  };
}

async function healthy(child: Child, env: Env): Promise<string> {
  await child.ready();
  if (child.name === 'web') {
    const anywhere = env.host === '0.0.0.0' || env.host === '::';
    await awaitHealthy({ host: anywhere ? '127.0.0.1' : env.host, port: env.port }, HEALTH_TIMEOUT_MS);
  }
  return 'healthy';
}

/** The database came back under another address: every process starts again with it. */
async function moveChildren({ children, env, options }: Running, databaseUrl: string): Promise<void> {
  await Promise.all(children.map((child) => child.restart(variables(env, options, databaseUrl))));
}

/** Web first, while workers still finish what its callers wait for; then the workers; the database last. */
async function end({ children, database, instance }: Running): Promise<void> {
  const [web, ...workers] = children;
  database?.forget();
  await web?.stop();
  await Promise.all(workers.map((worker) => worker.stop()));
  await database?.stop();
  await instance.release();
}
