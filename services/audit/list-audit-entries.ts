import type { z } from 'zod';
import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { auditEntryViewSchema } from '@/core/contracts/people';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { UserProblem } from '@/core/errors/app-error';
import { findTargetNames } from '@/infra/db/repositories/audit-targets';
import type { PeopleDeps } from '@/services/tenants/people-deps';

type AuditEntryView = z.output<typeof auditEntryViewSchema>;

/** Who changed what, newest first; the cursor is the id of the last entry of a page. */
export async function listAuditEntries(
  deps: PeopleDeps,
  scope: TenantScope,
  input: { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEntryView[]; nextCursor: string | null }> {
  demand(scope, 'audit:read');
  const { tenantId } = scope;
  if (input.cursor !== undefined && !rowIdSchema.safeParse(input.cursor).success) {
    throw new UserProblem('list.bad-cursor', 'This is no cursor of this list. Start again without one.');
  }
  const { rows, names } = await deps.db.withTenant(scope, async (tx) => {
    const rows = await tx.audit.findMany({
      where: { tenantId, ...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }) },
      orderBy: { id: 'desc' },
      take: input.limit + 1,
    });
    return { rows, names: await findTargetNames(tx, tenantId, rows) };
  });
  const items = rows.slice(0, input.limit).map((row) =>
    auditEntryViewSchema.parse({
      id: row.id,
      at: row.at.toISOString(),
      actorKind: row.actorKind,
      actorId: row.actorId,
      action: row.action,
      targetKind: row.targetKind,
      targetId: row.targetId,
      targetName: names.get(row.targetId ?? '') ?? null,
      details: row.details,
    }),
  );
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}
