import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CredentialView } from '@/core/contracts/credentials';
import { UserProblem } from '@/core/errors/app-error';
import { lockCredential } from '@/infra/db/repositories/credentials';
import type { CredentialDeps } from './credential-deps';
import { showCredential } from './show-credential';

/** A credential without its secrets. @throws UserProblem `credential.not-found`. */
export async function getCredential(
  deps: Pick<CredentialDeps, 'db'>,
  scope: TenantScope,
  input: { id: string },
): Promise<CredentialView> {
  demand(scope, 'credential:read');
  const row = await deps.db.withTenant(scope, (tx) =>
    lockCredential(tx, { tenantId: scope.tenantId, id: input.id }),
  );
  const view = row ? showCredential(scope, row) : null;
  if (!view) throw UserProblem.notFound('credential');
  return view;
}
