/**
 * Who is signed in. The cookie holds nothing but a random token; its hash is looked up, kept for a few seconds, and
 * dropped when a message says that somebody's sessions or memberships changed. If that message is lost, a revoked
 * session lives on for the few seconds and no longer.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '@/infra/clock/clock';
import type { SessionFound } from '@/infra/db/lookup';
import { cookieOf } from '../http/request-facts';

/** A living session with its person and their memberships. */
export type LiveSession = SessionFound;

export interface Sessions {
  readonly cookieName: string;
  fromRequest(request: IncomingMessage): Promise<LiveSession | null>;
  fromToken(token: string): Promise<LiveSession | null>;
  /** Drops what is kept about a person; without id about all. */
  forget(userId?: string): void;
}

export interface SessionsOptions {
  /** The living session with this token hash. */
  load(tokenHash: Buffer): Promise<LiveSession | null>;
  clock: Clock;
  /** People reach us by https: then the cookie has the prefix that browsers protect. */
  https: boolean;
}

interface Entry {
  readAt: number;
  session: LiveSession | null;
}

const LIFE_MS = 3000;
const MAX_ENTRIES = 10_000;
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

export function createSessions(options: SessionsOptions): Sessions {
  const entries = new Map<string, Entry>();
  const cookieName = sessionCookieName(options.https);
  /** Goes up when something is forgotten, so that a look-up under way meanwhile is not kept. */
  let generation = 0;

  async function fromToken(token: string): Promise<LiveSession | null> {
    if (!TOKEN.test(token)) return null;
    const hash = createHash('sha256').update(token).digest();
    const key = hash.toString('base64');
    const now = options.clock.now();
    const known = entries.get(key);
    if (known && now - known.readAt < LIFE_MS) return known.session;
    const before = generation;
    const session = await options.load(hash);
    if (before !== generation) return session;
    if (entries.size >= MAX_ENTRIES) entries.clear();
    entries.set(key, { readAt: now, session });
    return session;
  }

  return {
    cookieName,
    fromToken,
    fromRequest(request) {
      const token = cookieOf(request, cookieName);
      return token === null ? Promise.resolve(null) : fromToken(token);
    },
    forget(userId) {
      generation += 1;
      for (const [key, entry] of entries) {
        if (userId === undefined || entry.session === null || entry.session.user.id === userId)
          entries.delete(key);
      }
    },
  };
}

/** next-auth's name for it. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}
