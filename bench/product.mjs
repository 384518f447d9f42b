/** The product under measurement: built, on a data folder of its own, with the demo tenant and an API key. */
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inProject } from '../scripts/steps/project.mjs';

const run = promisify(execFile);

/** @param {Record<string, string>} [settings] of the environment */
export async function startProduct(settings = {}) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'heddle-bench-'));
  await chmod(dataDir, 0o711);
  const port = await freePort();
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    HEDDLE_DATA: dataDir,
    HEDDLE_ALLOW_OUTBOUND: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
    ...settings,
  };
  let printed = '';
  const up = () => {
    const started = spawn(process.execPath, [inProject('scripts/heddle.mjs'), 'up', '--demo'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.stdout.on('data', (chunk) => (printed += chunk));
    return started;
  };
  let supervisor = up();
  const down = async () => {
    if (supervisor.exitCode !== null) return;
    const gone = new Promise((resolve) => supervisor.once('exit', resolve));
    supervisor.kill('SIGTERM');
    await gone;
  };
  const stop = async () => {
    await down();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const instance = await readWhenReady(path.join(dataDir, 'instance.json'), supervisor);
    const { stdout } = await run(
      process.execPath,
      [inProject('scripts/heddle.mjs'), 'create-api-key', '--tenant', 'demo', '--role', 'owner'],
      { env },
    );
    const apiKey = stdout.trim().split('\n').at(-1);
    const product = {
      origin: `http://127.0.0.1:${port}`,
      apiKey,
      dataDir,
      signIn: () => signIn(`http://127.0.0.1:${port}`, /password\s+(\S+)/.exec(printed)?.[1] ?? ''),
      children: instance.children,
      stop,
      ...(await database(dataDir)),
      /** Ends everything and starts it again; gives the milliseconds until it was healthy. */
      async restart() {
        await down();
        const began = performance.now();
        supervisor = up();
        await untilHealthy(product.origin);
        const healthyMs = performance.now() - began;
        const { children } = await readWhenReady(path.join(dataDir, 'instance.json'), supervisor);
        Object.assign(product, { children }, await database(dataDir));
        return healthyMs;
      },
    };
    return product;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilHealthy(origin) {
  for (;;) {
    const healthy = await fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    await pause(10);
  }
}

/** Signs the demo's owner in as the sign-in page does; gives the cookies of the session. */
async function signIn(origin, password) {
  const cookies = new Map();
  const keep = (response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
  };
  const cookie = () => [...cookies.values()].join('; ');
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  keep(csrf);
  const { csrfToken } = await csrf.json();
  keep(
    await fetch(`${origin}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookie(), origin },
      body: new URLSearchParams({ csrfToken, email: 'demo@example.com', password, json: 'true' }),
    }),
  );
  return cookie();
}

/** One call of the REST API. Throws unless it succeeds. */
export async function callApi(product, method, route, body) {
  const response = await fetch(`${product.origin}/api/v1${route}`, {
    method,
    headers: {
      authorization: `Bearer ${product.apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function readWhenReady(file, supervisor) {
  for (;;) {
    if (supervisor.exitCode !== null) throw new Error('the product did not start');
    const instance = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
    if (instance?.address) return instance;
    await pause(100);
  }
}

async function database(dataDir) {
  const folder = path.join(dataDir, 'database');
  const password = (await readFile(path.join(folder, 'superuser-password'), 'utf8')).trim();
  const [pid, , , port] = (await readFile(path.join(folder, 'pgdata/postmaster.pid'), 'utf8')).split('\n');
  const databaseUrl = `postgresql://heddle:${password}@127.0.0.1:${port}/heddle`;
  return { databaseUrl, databasePid: Number(pid) };
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
