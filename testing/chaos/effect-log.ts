/**
 * The outside world: a local server that is told to do things, sometimes behaves badly, and keeps a log of its own that the
 * product cannot reach. What stands in the log as done was done, whatever the caller heard of it.
 */
import { appendFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/**
 * `answered`: done, and said so. `cut-after`: done, and the connection ended without a word. `cut-before`: not done, and the
 * same silence. `refused`: not done, and said so.
 */
export type Fate = 'answered' | 'cut-after' | 'cut-before' | 'refused';

/** One request that arrived, in full. */
export interface Arrival {
  atMs: number;
  key: string | null;
  run: string;
  node: string;
  item: string;
  fate: Fate;
  body: string;
}

export interface EffectLog {
  readonly url: string;
  /** In order of arrival. */
  readonly arrivals: readonly Arrival[];
  /** From now on everything is answered at once and well. */
  behave(): void;
  close(): Promise<void>;
}

/** How an address behaves: named by the first part of its path. */
export type Manner = 'steady' | 'slow' | 'flaky' | 'cutting';

interface Plan {
  fate: Fate;
  status: number;
  delayMs: number;
}

/** Starts the server. Every arrival is also a line of `file`. */
export async function startEffectLog(options: { random: () => number; file: string }): Promise<EffectLog> {
  const arrivals: Arrival[] = [];
  const timesByKey = new Map<string, number>();
  let behaves = false;

  function planFor(manner: string, key: string): Plan {
    const times = (timesByKey.get(key) ?? 0) + 1;
    timesByKey.set(key, times);
    if (behaves) return { fate: 'answered', status: 200, delayMs: 0 };
    return planOf(manner as Manner, { times, random: options.random });
  }

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const header = request.headers['idempotency-key'];
      const key = typeof header === 'string' ? header : null;
      const plan = planFor(url.pathname.slice(1), key ?? '');
      const arrival: Arrival = {
        atMs: Date.now(),
        key,
        run: url.searchParams.get('run') ?? '',
        node: url.searchParams.get('node') ?? '',
        item: url.searchParams.get('item') ?? '',
        fate: plan.fate,
        body: Buffer.concat(chunks).toString(),
      };
      arrivals.push(arrival);
      appendFileSync(options.file, `${JSON.stringify(arrival)}\n`);
      setTimeout(() => carryOut(response, plan), plan.delayMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    behave: () => void (behaves = true),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** True when the other side did what it was told, heard of or not. */
export function wasDone({ fate }: Pick<Arrival, 'fate'>): boolean {
  return fate === 'answered' || fate === 'cut-after';
}

function planOf(manner: Manner, { times, random }: { times: number; random: () => number }): Plan {
  const done: Plan = { fate: 'answered', status: 200, delayMs: Math.floor(random() * 60) };
  switch (manner) {
    case 'slow':
      return { ...done, delayMs: 400 + Math.floor(random() * 1800) };
    case 'flaky':
      if (times === 1) return { ...done, fate: 'refused', status: 500 };
      return times === 2 ? { ...done, fate: 'refused', status: 429 } : done;
    case 'cutting': {
      const luck = random();
      if (luck < 0.3) return { ...done, fate: 'cut-after' };
      return luck < 0.6 ? { ...done, fate: 'cut-before' } : done;
    }
    case 'steady':
      return done;
  }
}

function carryOut(response: http.ServerResponse, { fate, status }: Plan): void {
  if (fate === 'cut-after' || fate === 'cut-before') return void response.destroy();
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 429 ? { 'retry-after': '1' } : {}),
  });
  response.end(JSON.stringify({ ok: status === 200 }));
}
