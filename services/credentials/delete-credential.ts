import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import { findCredentialUsage, removeCredential } from '@/infra/db/repositories/credentials';
import { recordAudit } from '@/services/audit/record-audit';
import type { CredentialDeps } from './credential-deps';

/**
 * Removes a credential for good. Drafts that use it say so from then on; published workflows would fail, so that they are
 * in the way.
 * @throws UserProblem `credential.not-found`, `credential.in-use` with the workflows.
 */
export async function deleteCredential(
  deps: CredentialDeps,
  scope: TenantScope,
  input: { id: string },
): Promise<{ id: string }> {
  demand(scope, 'credential:write');
  const key = { tenantId: scope.tenantId, id: input.id };
  await deps.db.withTenant(scope, async (tx) => {
    const usage = await findCredentialUsage(tx, key);
    const inUse = usage.filter(({ published }) => published.length > 0);
    if (inUse.length > 0) throw isInUse(inUse);
    if (!(await removeCredential(tx, key))) throw UserProblem.notFound('credential');
    await recordAudit(tx, scope, {
      action: 'credential.delete',
      targetKind: 'credential',
      targetId: input.id,
      details: {},
    });
  });
  await deps.bus.publish('heddle_routes', scope.tenantId);
  return { id: input.id };
}

function isInUse(workflows: readonly { id: string; name: string }[]): UserProblem {
  const names = workflows.slice(0, 5).map(({ name }) => `"${name}"`);
  const more = workflows.length > 5 ? ` and ${workflows.length - 5} more` : '';
  return UserProblem.conflict(
    'credential.in-use',
    `Published workflows use it: ${names.join(', ')}${more}. Give them another credential and publish them first.`,
    { workflows: workflows.slice(0, 50).map(({ id, name }) => ({ id, name })) },
  );
}
