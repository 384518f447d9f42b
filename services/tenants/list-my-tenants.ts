import { roleSchema } from '@/core/contracts/people';
import type { MembershipFound } from '@/infra/db/lookup';
import type { PeopleDeps } from './people-deps';

/** The tenants that a person is a member of, by name. */
export async function listMyTenants(deps: PeopleDeps, input: { userId: string }): Promise<MembershipFound[]> {
  const rows = await deps.db.withUser(input, (tx) =>
    tx.membership.findMany({
      where: { userId: input.userId },
      select: { role: true, tenant: { select: { id: true, slug: true, name: true } } },
      orderBy: [{ tenant: { name: 'asc' } }, { tenantId: 'asc' }],
    }),
  );
  return rows.map(({ role, tenant }) => ({
    tenantId: tenant.id,
    slug: tenant.slug,
    name: tenant.name,
    role: roleSchema.parse(role),
  }));
}
