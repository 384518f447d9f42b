import type { z } from 'zod';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { apiKeyViewSchema } from '@/core/contracts/people';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export type ApiKeyView = z.output<typeof apiKeyViewSchema>;

/** The tenant's keys that are not revoked, newest first. Their secrets are not kept. */
export async function listApiKeys(
  deps: PeopleDeps,
  scope: TenantScope,
  _input: Record<string, never> = {},
): Promise<{ items: ApiKeyView[] }> {
  demand(scope, 'api-key:read');
  const rows = await deps.db.withTenant(scope, (tx) =>
    tx.apiKey.findMany({ where: { tenantId: scope.tenantId, revokedAt: null }, orderBy: { id: 'desc' } }),
  );
  const items = rows.map((row) =>
    apiKeyViewSchema.parse({
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      role: row.role,
      scopes: row.scopes.length > 0 ? row.scopes : null,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    }),
  );
  return { items };
}
