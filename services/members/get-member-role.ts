import type { Role } from '@/core/access/roles';
import { roleSchema } from '@/core/contracts/people';
import { UserProblem } from '@/core/errors/app-error';
import type { Tx } from '@/infra/db/database';

/** The role of a member, locked until the transaction ends. @throws UserProblem `member.not-found`. */
export async function getMemberRole(tx: Tx, tenantId: string, userId: string): Promise<Role> {
  const rows = await tx.$queryRaw<{ role: string }[]>`
    select role from memberships where tenant_id = ${tenantId}::uuid and user_id = ${userId}::uuid for update`;
  if (!rows[0]) throw UserProblem.notFound('member');
  return roleSchema.parse(rows[0].role);
}
