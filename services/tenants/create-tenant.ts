import { recordAudit } from '@/services/audit/record-audit';
import { announceSessionChange } from '@/services/sessions/announce-session-change';
import { insertTenant } from './insert-tenant';
import type { PeopleDeps } from './people-deps';
import { findFreeSlug } from './slug';

/**
 * A new tenant with this person as its owner. Without a slug one is made from the name.
 * @throws UserProblem `tenant.slug-taken`.
 */
export async function createTenant(
  deps: PeopleDeps,
  input: { userId: string; name: string; slug?: string | undefined },
): Promise<{ slug: string }> {
  const { userId, name } = input;
  const slug = await findFreeSlug(deps.db.lookup, input);
  const tenantId = deps.ids.uuid7();
  const origin = { tenantId, actor: { kind: 'user', id: userId } } as const;
  await deps.db.withTenant({ tenantId, userId }, async (tx) => {
    await insertTenant(tx, deps.ids, { tenantId, slug, name, ownerId: userId });
    await recordAudit(tx, origin, { action: 'tenant.create', targetKind: 'tenant', targetId: tenantId });
    await announceSessionChange(tx, userId);
  });
  return { slug };
}
