/** A real Redis for a test: on a free port, without a file on disk, ended with the test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { findRedisServer } from '@/scripts/steps/redis.mjs';

export interface RedisServer {
  readonly url: string;
  /** Forgets everything it holds. */
  flush(): Promise<void>;
  /** Dies at once, as in a power cut. */
  kill(): Promise<void>;
  /** Comes back on the same port, empty. */
  start(): Promise<void>;
  /** Stays, but answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a server; `stopped: true` only reserves its address. */
export async function startRedisServer(options: { stopped?: boolean } = {}): Promise<RedisServer> {
  const binary = findRedisServer();
  if (binary === undefined) {
    throw new Error(
      'No redis-server was found. Install it (apt-get install redis-server), or set REDIS_SERVER_PATH.',
    );
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heddle-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    const starting = spawn(binary ?? '', [...args, '--maxmemory-policy', 'noeviction'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = starting;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      starting.once('error', reject);
      starting.once('exit', () => reject(new Error(`redis-server ended while it started:\n${said}`)));
      starting.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Ready to accept connections')) resolve();
      });
    });
  }

  async function kill(): Promise<void> {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGKILL');
    await gone;
  }

  if (options.stopped !== true) await start();
  return {
    url: `redis://127.0.0.1:${port}/0`,
    start,
    kill,
    flush: () => command(port, 'FLUSHALL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One command in Redis' inline form. */
async function command(port: number, line: string): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`${line}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith('+OK')) throw new Error(`Redis said to ${line}: ${answer.toString()}`);
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
