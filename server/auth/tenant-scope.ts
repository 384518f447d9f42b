import { type TenantScope, vouchTenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { LiveSession } from './sessions';

/**
 * The scope of a signed-in person in a tenant. Throws 404 `tenant.not-found` for a tenant that is unknown or that the
 * person is no member of: the two are never told apart.
 */
export function resolveTenantScope(session: LiveSession, slug: string): TenantScope {
  const membership = session.memberships.find((candidate) => candidate.slug === slug);
  if (!membership) throw UserProblem.notFound('tenant');
  return vouchTenantScope({
    tenantId: membership.tenantId,
    tenantSlug: membership.slug,
    role: membership.role,
    actor: { kind: 'user', id: session.user.id },
  });
}
