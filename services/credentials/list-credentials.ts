import { demand, type TenantScope } from '@/core/access/tenant-scope';
import type { CredentialView } from '@/core/contracts/credentials';
import { rowIdSchema } from '@/core/contracts/identifiers';
import type { CredentialKind } from '@/core/credentials/kinds';
import { UserProblem } from '@/core/errors/app-error';
import { listCredentialRows } from '@/infra/db/repositories/credentials';
import type { CredentialDeps } from './credential-deps';
import { showCredential } from './show-credential';

/** A page of the tenant's credentials by name. @throws UserProblem `list.bad-cursor`. */
export async function listCredentials(
  deps: Pick<CredentialDeps, 'db'>,
  scope: TenantScope,
  input: {
    search?: string | undefined;
    kind?: CredentialKind | undefined;
    /** Any of these. Counts where `kind` is not given. */
    kinds?: readonly CredentialKind[] | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: CredentialView[]; nextCursor: string | null }> {
  demand(scope, 'credential:read');
  const { search, cursor, limit } = input;
  const kinds = input.kind === undefined ? input.kinds : [input.kind];
  const after = readCursor(cursor);
  const rows = await deps.db.withTenant(scope, (tx) =>
    listCredentialRows(tx, {
      tenantId: scope.tenantId,
      search: search === undefined || search.trim() === '' ? null : search.trim(),
      kinds: kinds ?? null,
      after,
      limit: limit + 1,
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => showCredential(scope, row) ?? []),
    nextCursor: rows.length > limit && last ? `${last.id}~${encodeURIComponent(last.name)}` : null,
  };
}

function readCursor(cursor: string | undefined): { name: string; id: string } | null {
  if (cursor === undefined) return null;
  const [id = '', name = ''] = cursor.split('~');
  try {
    if (rowIdSchema.safeParse(id).success) return { id, name: decodeURIComponent(name) };
  } catch {
    // Fall through: a name that does not decode was not written by us.
  }
  throw new UserProblem('list.bad-cursor', 'This cursor is not one of ours. Start again without a cursor.');
}
