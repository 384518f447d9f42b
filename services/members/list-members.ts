import type { z } from 'zod';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { roleSchema, type inviteViewSchema, type memberViewSchema } from '@/core/contracts/people';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export type MemberView = z.output<typeof memberViewSchema>;
export type InviteView = z.output<typeof inviteViewSchema>;

/** Members by the time they joined, and invites that are still open. */
export async function listMembers(
  deps: PeopleDeps,
  scope: TenantScope,
  _input: Record<string, never> = {},
): Promise<{ members: MemberView[]; invites: InviteView[] }> {
  demand(scope, 'member:read');
  const { tenantId } = scope;
  return deps.db.withTenant(scope, async (tx) => {
    const members = await tx.membership.findMany({
      where: { tenantId },
      select: { userId: true, role: true, createdAt: true, user: { select: { name: true, email: true } } },
      orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
    });
    const invites = await tx.invite.findMany({
      where: { tenantId, acceptedAt: null, expiresAt: { gt: new Date(deps.clock.now()) } },
      select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
      orderBy: { id: 'asc' },
    });
    return {
      members: members.map(({ userId, role, createdAt, user }) => ({
        userId,
        name: user.name,
        email: user.email,
        role: roleSchema.parse(role),
        joinedAt: createdAt.toISOString(),
      })),
      invites: invites.map((invite) => ({
        id: invite.id,
        email: invite.email,
        role: roleSchema.parse(invite.role),
        createdAt: invite.createdAt.toISOString(),
        expiresAt: invite.expiresAt.toISOString(),
      })),
    };
  });
}
