import type { z } from 'zod';
import { can, PERMISSIONS } from '@/core/access/roles';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { tenantViewSchema } from '@/core/contracts/people';
import { UserProblem } from '@/core/errors/app-error';
import { findLimit } from '@/infra/db/repositories/limits';
import type { PeopleDeps } from './people-deps';

export type TenantView = z.output<typeof tenantViewSchema>;

/** The tenant and what the caller may do in it. */
export async function getTenant(
  deps: PeopleDeps,
  scope: TenantScope,
  _input: Record<string, never> = {},
): Promise<TenantView> {
  demand(scope, 'tenant:read');
  const { found, least } = await deps.db.withTenant(scope, async (tx) => ({
    found: await tx.tenant.findUnique({
      where: { id: scope.tenantId },
      select: { id: true, slug: true, name: true, retentionClass: true },
    }),
    least: await findLimit(tx, scope.tenantId, 'schedule.min-interval-seconds'),
  }));
  if (!found) throw UserProblem.notFound('tenant');
  return {
    ...found,
    minScheduleSeconds: least,
    role: scope.role,
    permissions: PERMISSIONS.filter((permission) => can(scope, permission)),
  };
}
