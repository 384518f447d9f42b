/**
 * API keys of REST calls: `Authorization: Bearer hdl_…`. The key's hash is looked up and kept for a few seconds; a
 * revoked key is dropped at once by a message, and after those seconds at the latest.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type TenantScope, vouchTenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Clock } from '@/infra/clock/clock';
import type { ApiKeyFound } from '@/infra/db/lookup';

export interface ApiKeyAuth {
  /** The scope a request's key gives. Throws 401 when there is none or it is unknown, expired or revoked. */
  authenticate(request: IncomingMessage): Promise<TenantScope>;
  /** Drops what is kept. */
  forget(): void;
}

export interface ApiKeyAuthOptions {
  /** The usable key with this hash. */
  load(hash: Buffer): Promise<ApiKeyFound | null>;
  clock: Clock;
}

const LIFE_MS = 3000;
const MAX_ENTRIES = 10_000;
const BEARER = /^Bearer (hdl_[A-Za-z0-9_-]{20,200})$/i;

export function createApiKeyAuth(options: ApiKeyAuthOptions): ApiKeyAuth {
  const entries = new Map<string, { readAt: number; owner: ApiKeyFound | null }>();

  async function ownerOf(key: string): Promise<ApiKeyFound | null> {
    const hash = createHash('sha256').update(key).digest();
    const name = hash.toString('base64');
    const now = options.clock.now();
    const known = entries.get(name);
    if (known && now - known.readAt < LIFE_MS) return known.owner;
    const owner = await options.load(hash);
    if (entries.size >= MAX_ENTRIES) entries.clear();
    entries.set(name, { readAt: now, owner });
    return owner;
  }

  return {
    async authenticate(request) {
      const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
      const owner = key === undefined ? null : await ownerOf(key);
      if (!owner || (owner.expiresAt !== null && owner.expiresAt.getTime() <= options.clock.now())) {
        throw UserProblem.unauthenticated();
      }
      return vouchTenantScope({
        tenantId: owner.tenantId,
        tenantSlug: owner.tenantSlug,
        role: owner.role,
        ...(owner.scopes.length > 0 ? { scopes: owner.scopes } : {}),
        actor: { kind: 'api-key', id: owner.id },
      });
    },
    forget() {
      entries.clear();
    },
  };
}
