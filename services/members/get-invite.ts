import type { Role } from '@/core/access/roles';
import { UserProblem } from '@/core/errors/app-error';
import type { InviteFound } from '@/infra/db/lookup';
import { hashSecretToken } from '@/services/sessions/secret-token';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export interface InviteOffer {
  tenantName: string;
  email: string;
  role: Role;
  expiresAt: string;
  /** The address has an account already: accepting needs that person signed in. */
  hasAccount: boolean;
}

/** What an invite link offers. @throws UserProblem `invite.not-found` for unknown, used and old ones alike. */
export async function getInvite(deps: PeopleDeps, input: { token: string }): Promise<InviteOffer> {
  const found = await findInvite(deps, input.token);
  return {
    tenantName: found.tenantName,
    email: found.email,
    role: found.role,
    expiresAt: found.expiresAt.toISOString(),
    hasAccount: found.knownUserId !== null,
  };
}

/** The open invite behind a token. @throws UserProblem `invite.not-found`. */
export async function findInvite(deps: PeopleDeps, token: string): Promise<InviteFound> {
  const found = await deps.db.lookup.invite(hashSecretToken(token));
  if (!found) {
    throw new UserProblem(
      'invite.not-found',
      'This invite link is not valid (any more). Ask for a new one.',
      {
        status: 404,
      },
    );
  }
  return found;
}
