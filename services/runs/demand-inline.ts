import type { TenantScope } from '@/core/access/tenant-scope';
import { UserProblem } from '@/core/errors/app-error';
import type { Json } from '@/core/items/item';
import type { ServiceDeps } from '@/services/deps';

/**
 * What ends a wait stands in the run's history and is read with it ever after: no more than may stand there.
 * @throws UserProblem `run.payload-too-large` (413).
 */
export async function demandInline(
  deps: Pick<ServiceDeps, 'db'>,
  scope: TenantScope,
  payload: Json,
): Promise<void> {
  const { 'data.inline-characters': most } = await deps.db.limits.of(scope.tenantId);
  if (JSON.stringify(payload).length <= most) return;
  throw new UserProblem(
    'run.payload-too-large',
    `This is more than the ${most} characters that end a wait. Send an address of the data instead.`,
    { status: 413, details: { limit: most } },
  );
}
