/** The built product as somebody runs it: the supervisor with web and workers, on a database that is reached by a proxy. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_MS = 120_000;

export interface ProductUnderFire {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly tenant: string;
  /** Living processes by name: `web`, `worker 1`, … One that was just killed may be listed for a moment. */
  processes(): Promise<readonly { name: string; pid: number }[]>;
  /** `path` is below `/api/v1`. */
  rest(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  root: string;
  folder: string;
  databaseUrl: string;
  redisUrl: string | null;
  workers: number;
  /** Folder of files that shift clocks, see `clock-skew.mjs`. */
  clocks: string;
}

const TENANT = 'chaos';
const CALL_LIMIT_MS = 10_000;

/** Starts it and gives it once it is healthy; what it prints goes to `product.log`. */
export async function startProduct(options: ProductOptions): Promise<ProductUnderFire> {
  const port = await freePort();
  const env = environmentOf(options, port);
  const log = openSync(path.join(options.folder, 'product.log'), 'a');
  const heddle = path.join(options.root, 'scripts/heddle.mjs');
  const supervisor = spawn(process.execPath, [heddle, 'up'], {
    cwd: options.root,
    env,
    stdio: ['ignore', log, log],
    // Ctrl-C ends this program first, which then ends the product in order.
    detached: true,
  });
  closeSync(log);
  const instanceFile = path.join(options.folder, 'instance.json');
  try {
    await untilHealthy(supervisor, instanceFile);
    const baseUrl = `http://127.0.0.1:${port}`;
    await setUp(baseUrl, await readFile(path.join(options.folder, 'product.log'), 'utf8'));
    const { stdout } = await run(
      process.execPath,
      [heddle, 'create-api-key', '--tenant', TENANT, '--role', 'owner'],
      { cwd: options.root, env },
    );
    const apiKey = stdout.trim().split('\n').at(-1) ?? '';
    return {
      baseUrl,
      apiKey,
      tenant: TENANT,
      processes: async () => (await readInstance(instanceFile))?.children ?? [],
      rest: (method, route, body) => call({ baseUrl, apiKey }, { method, route, body }),
      stop: () => endSupervisor(supervisor),
    };
  } catch (error) {
    await endSupervisor(supervisor);
    throw error;
  }
}

function environmentOf(options: ProductOptions, port: number): NodeJS.ProcessEnv {
  const { folder, databaseUrl, redisUrl, workers, clocks, root } = options;
  const { PATH, HOME, USER, LANG } = process.env;
  const preload = path.join(root, 'testing/chaos/clock-skew.mjs');
  return {
    ...{ PATH, HOME, USER, LANG },
    NODE_ENV: 'production',
    NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`,
    HEDDLE_CHAOS_CLOCKS: clocks,
    NO_COLOR: '1',
    HOST: '127.0.0.1',
    PORT: String(port),
    HEDDLE_DATA: folder,
    HEDDLE_WORKERS: String(workers),
    HEDDLE_ALLOW_OUTBOUND: '127.0.0.0/8',
    HEDDLE_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: databaseUrl,
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    LOG_LEVEL: 'warn',
  };
}

interface Instance {
  address: string | null;
  children: { name: string; pid: number }[];
}

async function readInstance(file: string): Promise<Instance | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Instance;
  } catch {
    return null;
  }
}

async function untilHealthy(supervisor: ChildProcess, instanceFile: string): Promise<void> {
  const late = performance.now() + START_MS;
  for (;;) {
    if (supervisor.exitCode !== null || supervisor.signalCode !== null)
      throw new Error('The product did not start; its reason stands in product.log.');
    if ((await readInstance(instanceFile))?.address) return;
    if (performance.now() > late) throw new Error(`The product did not start within ${START_MS / 1000} s.`);
    await pause(50);
  }
}

/** Makes the first owner and the tenant with the one-time link that a healthy start prints. */
async function setUp(baseUrl: string, printed: string): Promise<void> {
  const token = /\/setup\?token=(\S+)/.exec(printed)?.[1] ?? '';
  const owner = { name: 'Olga Owner', email: 'olga@example.com', password: randomBytes(12).toString('hex') };
  const response = await fetch(`${baseUrl}/api/trpc/setup.complete`, {
    method: 'POST',
    headers: { origin: baseUrl, 'content-type': 'application/json' },
    body: JSON.stringify({ json: { ...owner, token, tenantName: 'Chaos' } }),
  });
  if (!response.ok) throw new Error(`The tenant could not be made: ${await response.text()}`);
}

async function call(
  { baseUrl, apiKey }: { baseUrl: string; apiKey: string },
  { method, route, body }: { method: string; route: string; body: unknown },
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${baseUrl}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(CALL_LIMIT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** As `rest`, for a call that has to succeed. */
export async function mustCall(
  product: Pick<ProductUnderFire, 'rest'>,
  ...[method, route, body]: Parameters<ProductUnderFire['rest']>
): Promise<unknown> {
  const answer = await product.rest(method, route, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function endSupervisor(supervisor: ChildProcess): Promise<void> {
  if (supervisor.exitCode !== null || supervisor.signalCode !== null) return;
  const gone = once(supervisor, 'exit');
  supervisor.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
