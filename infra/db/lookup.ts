/**
 * The questions that come before a tenant is known: who is this session, this key, this address. They go to the few
 * database functions that may look across tenants (schema `heddle_lookup`), and nothing else does.
 */
import type pg from 'pg';
import type { Role, Permission } from '@/core/access/roles';

export interface MembershipFound {
  tenantId: string;
  slug: string;
  name: string;
  role: Role;
}

export interface SessionFound {
  sessionId: string;
  expiresAt: Date;
  /** A role changed since the token was made: give out a new one (services/sessions/rotate-session). */
  mustRotate: boolean;
  user: { id: string; name: string; email: string };
  memberships: readonly MembershipFound[];
}

export interface ApiKeyFound {
  id: string;
  tenantId: string;
  tenantSlug: string;
  tenantName: string;
  role: Role;
  /** Empty = everything the role may do. */
  scopes: readonly Permission[];
  expiresAt: Date | null;
}

export interface WebhookFound {
  tenantId: string;
  retentionClass: number;
  projectId: string;
  workflowId: string;
  /** null = an editor listens for a test event. */
  version: number | null;
  graphHash: string;
  nodeId: string;
  /** Without slashes at its ends; a segment `:name` takes any text. */
  path: string;
  method: string;
  /** As the publisher wrote it. */
  config: unknown;
}

export interface InviteFound {
  id: string;
  tenantId: string;
  tenantSlug: string;
  tenantName: string;
  email: string;
  role: Role;
  expiresAt: Date;
  /** The person with this e-mail, when they have an account already. */
  knownUserId: string | null;
}

export interface Lookup {
  /** A living session by the SHA-256 of its token. A session in use lives on for `lifetimeMs`. */
  session(tokenHash: Uint8Array, lifetimeMs: number): Promise<SessionFound | null>;
  userByEmail(
    email: string,
  ): Promise<{ id: string; name: string; email: string; passwordHash: string | null } | null>;
  /** How often this key (a hash of an e-mail or address) tried to sign in within the window, this try included. */
  countSignIn(key: Uint8Array, windowMs: number): Promise<number>;
  forgetSignIns(key: Uint8Array): Promise<void>;
  /** A usable key by the SHA-256 of its text; notes the use at most once a minute. */
  apiKey(secretHash: Uint8Array): Promise<ApiKeyFound | null>;
  tenantBySlug(
    slug: string,
  ): Promise<{ id: string; slug: string; name: string; retentionClass: number } | null>;
  /** The published webhooks of a tenant; empty for an unknown one. */
  webhookRoutes(slug: string): Promise<readonly WebhookFound[]>;
  /** Where editors of a tenant wait for a test event right now. */
  webhookListeners(slug: string): Promise<readonly (WebhookFound & { userId: string })[]>;
  /** An open invite by the SHA-256 of its token. */
  invite(tokenHash: Uint8Array): Promise<InviteFound | null>;
  /** True while this installation waits for its first owner. */
  setupNeeded(): Promise<boolean>;
  /** Replaces the open set-up token; false when set-up is over. */
  putSetupToken(input: { id: string; tokenHash: Uint8Array; lifetimeMs: number }): Promise<boolean>;
}

/** Asks on connections of the app's role, which may call these functions and read nothing of this by itself. */
export function createLookup(pool: pg.Pool): Lookup {
  async function ask<T>(call: string, values: unknown[]): Promise<T | null> {
    const { rows } = await pool.query<{ answer: T | null }>({
      name: `lookup-${call}`,
      text: `select heddle_lookup.${call} as answer`,
      values,
    });
    return rows[0]?.answer ?? null;
  }
  return {
    session: async (hash, lifetimeMs) =>
      withDates(await ask<SessionFound>('session($1, $2::interval)', [hash, interval(lifetimeMs)])),
    userByEmail: (email) => ask('user_by_email($1)', [email]),
    countSignIn: async (key, windowMs) =>
      (await ask<number>('count_sign_in($1, $2::interval)', [key, interval(windowMs)])) ?? 1,
    forgetSignIns: async (key) => void (await ask('forget_sign_ins($1)', [key])),
    apiKey: async (hash) => withDates(await ask<ApiKeyFound>('api_key($1)', [hash])),
    tenantBySlug: (slug) => ask('tenant($1)', [slug]),
    webhookRoutes: async (slug) => (await ask<WebhookFound[]>('webhook_routes($1)', [slug])) ?? [],
    webhookListeners: async (slug) =>
      (await ask<(WebhookFound & { userId: string })[]>('webhook_listeners($1)', [slug])) ?? [],
    invite: async (hash) => withDates(await ask<InviteFound>('invite($1)', [hash])),
    setupNeeded: async () => (await ask<boolean>('setup_needed()', [])) ?? false,
    putSetupToken: async ({ id, tokenHash, lifetimeMs }) =>
      (await ask<boolean>('put_setup_token($1, $2, $3::interval)', [id, tokenHash, interval(lifetimeMs)])) ??
      false,
  };
}

function interval(ms: number): string {
  return `${ms} milliseconds`;
}

/** JSON has no dates: the database writes them as text. */
function withDates<T extends { expiresAt: Date | null }>(found: T | null): T | null {
  return found && { ...found, expiresAt: found.expiresAt && new Date(found.expiresAt) };
}
