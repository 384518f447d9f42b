import { demand, type TenantScope } from '@/core/access/tenant-scope';
import { auditEntryViewSchema, type AuditEntryView, type AuditKind } from '@/core/contracts/audit';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { UserProblem } from '@/core/errors/app-error';
import { listAuditRows } from '@/infra/db/repositories/audit-entries';
import { findTargetNames } from '@/infra/db/repositories/audit-targets';
import type { PeopleDeps } from '@/services/tenants/people-deps';

export interface AuditListInput {
  /** Id of a person or of an API key, or `system`. */
  actor?: string | undefined;
  /** An action, or a noun for everything that was done to its kind. */
  action?: AuditKind | undefined;
  /** ISO 8601: from then on. */
  from?: string | undefined;
  /** ISO 8601: before. */
  to?: string | undefined;
  /** Part of a name, an action, an id or a detail. */
  text?: string | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/**
 * Who changed what, newest first. The cursor is the id of the last entry that was looked at: a page of a search may be
 * short, or even empty, and still have a next one. @throws UserProblem `list.bad-cursor`.
 */
export async function listAuditEntries(
  deps: PeopleDeps,
  scope: TenantScope,
  input: AuditListInput,
): Promise<{ items: AuditEntryView[]; nextCursor: string | null }> {
  demand(scope, 'audit:read');
  const { tenantId } = scope;
  if (input.cursor !== undefined && !rowIdSchema.safeParse(input.cursor).success) {
    throw new UserProblem('list.bad-cursor', 'This is no cursor of this list. Start again without one.');
  }
  const { entries, nextCursor, names } = await deps.db.withTenant(scope, async (tx) => {
    const page = await listAuditRows(tx, {
      tenantId,
      actor: input.actor ?? null,
      action: input.action ?? null,
      from: input.from ?? null,
      to: input.to ?? null,
      text: input.text?.trim() || null,
      before: input.cursor ?? null,
      limit: input.limit,
    });
    return { ...page, names: await findTargetNames(tx, tenantId, page.entries) };
  });
  const items = entries.map((entry) =>
    auditEntryViewSchema.parse({
      ...entry,
      at: entry.at.toISOString(),
      actorName: entry.actorKind === 'api-key' ? (names.get(entry.actorId) ?? null) : null,
      targetName: names.get(entry.targetId ?? '') ?? null,
    }),
  );
  return { items, nextCursor };
}
