/**
 * Keep-alive connections, kept apart by the address they were pinned to, the host they were opened for, and TLS. A
 * socket is handed out only after its remote address was checked once more.
 */
import type { Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import type { AddressRules } from './address-rules';
import { blockedAddress } from './failures';

export interface ConnectionPools {
  /** The pool for this origin at this very address. */
  poolFor(url: URL, address: string): Pool;
  close(): Promise<void>;
}

/** Pools kept; the one not used for longest goes first. */
const MAX_POOLS = 200;
const CONNECTIONS_PER_POOL = 1024;
/** Shorter than what servers usually grant, so that a write seldom meets a connection that was just closed. */
const KEEP_ALIVE_MS = 2000;

export function createConnectionPools(
  rules: AddressRules,
  options: { connectTimeoutMs: number },
): ConnectionPools {
  const pools = new Map<string, Pool>();
  return {
    poolFor(url, address) {
      const key = `${url.origin}|${address}`;
      const known = pools.get(key);
      // Taken out and put back, so that the map's order is the order of use.
      pools.delete(key);
      const pool = known ?? openPool(url, address, { rules, ...options });
      pools.set(key, pool);
      if (pools.size > MAX_POOLS) closeOldest(pools);
      return pool;
    },
    async close() {
      const all = [...pools.values()];
      pools.clear();
      await Promise.all(all.map((pool) => pool.destroy()));
    },
  };
}

function openPool(
  url: URL,
  address: string,
  options: { rules: AddressRules; connectTimeoutMs: number },
): Pool {
  const connect = buildConnector({ timeout: options.connectTimeoutMs, maxCachedSessions: 10 });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Certificates are checked against the name in the URL; an IP literal has no server name.
  const servername = host === address ? '' : host;
  return new Pool(url.origin, {
    connections: CONNECTIONS_PER_POOL,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect(request, done) {
      connect({ ...request, hostname: address, servername }, (error, socket) => {
        if (error !== null) done(error, null);
        else if (isWhereItShouldBe(socket, options.rules)) done(null, socket);
        else {
          socket.destroy();
          done(blockedAddress(url.hostname), null);
        }
      });
    },
  });
}

function isWhereItShouldBe(socket: Socket, rules: AddressRules): boolean {
  return socket.remoteAddress !== undefined && rules.allows(socket.remoteAddress);
}

function closeOldest(pools: Map<string, Pool>): void {
  const [oldest] = pools;
  if (!oldest) return;
  pools.delete(oldest[0]);
  // Ends when its calls have ended; there is nobody left to tell of a failure.
  oldest[1].close().catch(() => undefined);
}
