/**
 * The demo tenant: slug `demo`, an owner with a random password, the default project. What it shows inside (a sample
 * workflow) is handed in, because it is made by other services. Running it again changes nothing.
 */
import { randomBytes } from 'node:crypto';
import { vouchTenantScope, type TenantScope } from '@/core/access/tenant-scope';
import { recordAudit } from '@/services/audit/record-audit';
import { insertUser } from '@/services/members/insert-user';
import { hashPassword } from '@/services/sessions/password';
import { insertTenant } from '@/services/tenants/insert-tenant';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export const DEMO_SLUG = 'demo';
export const DEMO_EMAIL = 'demo@example.com';

export type DemoSeed =
  | { kind: 'created'; slug: string; email: string; /** Stands nowhere else. */ password: string }
  | { kind: 'exists'; slug: string; email: string };

/** Makes the demo tenant unless there is one, then calls `addSamples` once with its owner's scope. */
export async function seedDemo(
  deps: PeopleDeps,
  addSamples: (scope: TenantScope) => Promise<void> = () => Promise.resolve(),
): Promise<DemoSeed> {
  if (await deps.db.lookup.tenantBySlug(DEMO_SLUG))
    return { kind: 'exists', slug: DEMO_SLUG, email: DEMO_EMAIL };
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const [tenantId, userId] = [deps.ids.uuid7(), deps.ids.uuid7()];
  const scope = vouchTenantScope({
    tenantId,
    tenantSlug: DEMO_SLUG,
    role: 'owner',
    actor: { kind: 'system', id: 'seed' },
  });
  await deps.db.withTenant({ tenantId, userId }, async (tx) => {
    await insertUser(tx, { id: userId, name: 'Demo', email: DEMO_EMAIL, passwordHash, isDemo: true });
    await insertTenant(tx, deps.ids, { tenantId, slug: DEMO_SLUG, name: 'Demo', ownerId: userId });
    await recordAudit(tx, scope, { action: 'tenant.create', targetKind: 'tenant', targetId: tenantId });
  });
  await addSamples(vouchTenantScope({ ...scope, actor: { kind: 'user', id: userId } }));
  return { kind: 'created', slug: DEMO_SLUG, email: DEMO_EMAIL, password };
}
