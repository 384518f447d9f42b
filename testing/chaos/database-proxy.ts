/**
 * The wire between the product and its database, with scissors: a TCP proxy that can end connections, swallow the answer
 * to a commit that the server has carried out, keep notifications back, and hold the queue's connections still.
 */
import { once } from 'node:events';
import net from 'node:net';
import { createCommitWatch, createMessageSplitter, type WireMessage } from './wire-messages';

export interface DatabaseProxy {
  readonly port: number;
  /** Ends every connection. Gives their number. */
  cutAll(): number;
  /** The next `count` commits of statements whose name begins so happen, and nobody hears of it. */
  cutCommits(order: { statement: string; count: number }): void;
  /** How many answers of commits were swallowed so far, by statement. */
  swallowed(): Readonly<Record<string, number>>;
  /** Loses every hint from now on, or no longer: notifications are dropped, the queue hears nothing. */
  dropHints(on: boolean): void;
  /** The wire goes silent: nothing passes and nothing ends, until it is switched off again. */
  silence(on: boolean): void;
  close(): Promise<void>;
}

interface Orders {
  silent: boolean;
  dropping: boolean;
  cuts: { statement: string; count: number }[];
  swallowed: Record<string, number>;
}

/** Starts it. `upstream` says where the server is now: it may come back on another port. */
export async function startDatabaseProxy(upstream: () => { port: number } | null): Promise<DatabaseProxy> {
  const pairs = new Set<Pair>();
  const orders: Orders = { silent: false, dropping: false, cuts: [], swallowed: {} };
  const server = net.createServer((client) => {
    const target = upstream();
    if (!target) return void client.destroy();
    const pair = joinSockets(client, net.connect(target.port, '127.0.0.1'), orders);
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    cutAll() {
      const count = pairs.size;
      for (const pair of pairs) pair.destroy();
      return count;
    },
    cutCommits: (order) => void orders.cuts.push({ ...order }),
    swallowed: () => orders.swallowed,
    dropHints(on) {
      orders.dropping = on;
      if (!on) for (const pair of pairs) pair.wakeQueue();
    },
    silence(on) {
      orders.silent = on;
      for (const pair of pairs) pair.silence(on);
    },
    async close() {
      for (const pair of pairs) pair.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Pair {
  destroy(): void;
  silence(on: boolean): void;
  /** Ends a connection of the queue that was held still: what it was told meanwhile is gone. */
  wakeQueue(): void;
}

function joinSockets(client: net.Socket, server: net.Socket, orders: Orders): Pair {
  const fromClient = createMessageSplitter({ opens: true });
  const fromServer = createMessageSplitter({ opens: false });
  const watch = createCommitWatch();
  let isQueue = false;
  let held = false;
  let cutting: string | null = null;
  const destroy = () => {
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) {
    socket.setNoDelay(true);
    socket.on('error', destroy);
    socket.on('close', destroy);
  }

  function takeClient(message: WireMessage): void {
    // The opening message names the role.
    if (message.type === '') isQueue = message.bytes.includes('heddle_queue');
    const statement = watch.sees(message);
    if (statement !== null && cutting === null) cutting = takeCut(orders, statement);
  }

  client.on('data', (chunk) => {
    for (const message of fromClient(chunk)) takeClient(message);
    if (isQueue && orders.dropping) held = true;
    else server.write(chunk);
  });
  server.on('data', (chunk) => {
    const passing: Buffer[] = [];
    for (const message of fromServer(chunk)) {
      watch.hears(message);
      if (cutting !== null) {
        // Ready for the next one: the commit is done, and now nobody will ever say so.
        if (message.type !== 'Z') continue;
        orders.swallowed[cutting] = (orders.swallowed[cutting] ?? 0) + 1;
        return destroy();
      }
      if (message.type !== 'A' || !orders.dropping) passing.push(message.bytes);
    }
    if (passing.length > 0) client.write(Buffer.concat(passing));
  });
  const silence = (on: boolean) => {
    for (const socket of [client, server]) {
      if (on) socket.pause();
      else socket.resume();
    }
  };
  if (orders.silent) silence(true);
  return {
    destroy,
    silence,
    wakeQueue: () => {
      if (held) destroy();
    },
  };
}

function takeCut(orders: Orders, statement: string): string | null {
  const order = orders.cuts.find(({ statement: wanted, count }) => count > 0 && statement.startsWith(wanted));
  if (!order) return null;
  order.count -= 1;
  orders.cuts = orders.cuts.filter(({ count }) => count > 0);
  return statement === '' ? 'unnamed' : statement;
}
