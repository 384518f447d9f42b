import { UserProblem } from '@/core/errors/app-error';
import { isUniqueViolation } from '@/infra/db/database-errors';
import type { InviteFound } from '@/infra/db/lookup';
import { recordAudit } from '@/services/audit/record-audit';
import { announceSessionChange } from '@/services/sessions/announce-session-change';
import { hashPassword } from '@/services/sessions/password';
import type { PeopleDeps } from '@/services/tenants/people-deps';
import { findInvite } from './get-invite';
import { insertUser } from './insert-user';

export interface AcceptInviteInput {
  token: string;
  /** Who is signed in, if anybody. */
  userId: string | null;
  name?: string | undefined;
  password?: string | undefined;
}

/**
 * Joins the tenant: as the person the invite is for, signed in, or with a new account for that address.
 * @throws UserProblem `invite.not-found`, `invite.sign-in-needed`, `invite.other-person`, `invite.details-needed`.
 */
export async function acceptInvite(
  deps: PeopleDeps,
  input: AcceptInviteInput,
): Promise<{ tenantSlug: string }> {
  const invite = await findInvite(deps, input.token);
  const account = await accountFor(invite, input);
  const userId = account.kind === 'known' ? account.userId : deps.ids.uuid7();
  const { tenantId, tenantSlug, role } = invite;
  const origin = { tenantId, actor: { kind: 'user', id: userId } } as const;
  await deps.db.withTenant({ tenantId, userId }, async (tx) => {
    // The token is used up here: of two who come at once, one finds it open.
    const { count } = await tx.invite.updateMany({
      where: { tenantId, id: invite.id, acceptedAt: null },
      data: { acceptedAt: new Date(deps.clock.now()), acceptedBy: userId },
    });
    if (count === 0) throw UserProblem.notFound('invite');
    if (account.kind === 'new') {
      await insertUser(tx, { id: userId, email: invite.email, ...account }).catch((error: unknown) => {
        throw isUniqueViolation(error) ? signInNeeded(invite.email) : error;
      });
    }
    const joined = await tx.membership.createMany({ data: { tenantId, userId, role }, skipDuplicates: true });
    await recordAudit(tx, origin, {
      action: 'member.join',
      targetKind: 'user',
      targetId: userId,
      details: { invite: invite.id, role, wasMember: joined.count === 0 },
    });
    await announceSessionChange(tx, userId);
  });
  return { tenantSlug };
}

type Account = { kind: 'known'; userId: string } | { kind: 'new'; name: string; passwordHash: string };

async function accountFor(invite: InviteFound, input: AcceptInviteInput): Promise<Account> {
  if (input.userId !== null && input.userId !== invite.knownUserId) {
    throw UserProblem.conflict(
      'invite.other-person',
      `This invite is for ${invite.email}. Sign out, then open the link again as that person.`,
    );
  }
  if (invite.knownUserId !== null) {
    if (input.userId === null) throw signInNeeded(invite.email);
    return { kind: 'known', userId: invite.knownUserId };
  }
  if (input.name === undefined || input.password === undefined) {
    throw new UserProblem('invite.details-needed', 'Give a name and a password for the new account.');
  }
  return { kind: 'new', name: input.name, passwordHash: await hashPassword(input.password) };
}

function signInNeeded(email: string): UserProblem {
  return new UserProblem(
    'invite.sign-in-needed',
    `${email} has an account. Sign in, then open the link again.`,
    {
      status: 401,
    },
  );
}
