import type { Role } from '@/core/access/roles';
import type { TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';

/** Only an owner names owners, changes their role or removes them. */
export function demandOwnerFor(scope: TenantScope, ...roles: readonly Role[]): void {
  if (roles.includes('owner') && scope.role !== 'owner') {
    throw new UserProblem(
      'member.owner-needed',
      'Only an owner may name, change or remove owners. Ask one.',
      {
        status: 403,
      },
    );
  }
}

/**
 * Refuses to leave a tenant without owner. Locks the owners' rows first: of two owners who remove each other at the
 * same moment the second sees that it is the last.
 */
export async function demandAnotherOwner(tx: Tx, tenantId: string, userId: string): Promise<void> {
  const owners = await tx.$queryRaw<{ userId: string }[]>`
    select user_id as "userId" from memberships where tenant_id = ${tenantId}::uuid and role = 'owner'
    order by user_id for update`;
  if (owners.every((owner) => owner.userId === userId)) {
    throw UserProblem.conflict('member.last-owner', 'This is the last owner. Name another owner first.');
  }
}
