import { randomBytes } from 'node:crypto';
import type { Tx } from '@/infra/db/database';
import { isUniqueViolation } from '@/infra/db/database-errors';
import type { Ids } from '@/infra/ids/ids';
import { slugTaken } from './slug';

/** Makes a tenant with its default project and its first owner, whom the transaction's scope must name. */
export async function insertTenant(
  tx: Tx,
  ids: Ids,
  input: { tenantId: string; slug: string; name: string; ownerId: string },
): Promise<void> {
  const { tenantId, slug, name, ownerId } = input;
  await tx.tenant
    .create({
      data: { id: tenantId, slug, name, effectSecret: new Uint8Array(randomBytes(32)) },
      select: { id: true },
    })
    .catch((error: unknown) => {
      // Somebody took the address after we looked.
      throw isUniqueViolation(error) ? slugTaken(slug) : error;
    });
  await tx.membership.create({
    data: { tenantId, userId: ownerId, role: 'owner' },
    select: { userId: true },
  });
  await tx.project.create({
    data: { tenantId, id: ids.uuid7(), name: 'Default', isDefault: true },
    select: { id: true },
  });
}
