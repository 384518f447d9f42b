import type { TenantScope } from '@/core/access/tenant-scope';
import type { AuditAction } from '@/core/contracts/audit';
import type { JsonObject } from '@/core/items/item';
import type { Tx } from '@/infra/db/database';

export interface AuditEntry {
  action: AuditAction;
  targetKind: string | null;
  targetId: string | null;
  /** Ids, roles and settings; never names, addresses or secrets, because entries outlive people's data. */
  details?: JsonObject;
}

/** Where it happened and who did it: a scope, or what becomes one with this very transaction. */
export type AuditOrigin = Pick<TenantScope, 'tenantId' | 'actor'>;

/** Writes down who changed what, in the transaction of the change: neither is ever there without the other. */
export async function recordAudit(tx: Tx, scope: AuditOrigin, entry: AuditEntry): Promise<void> {
  await tx.audit.create({
    data: {
      tenantId: scope.tenantId,
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
      action: entry.action,
      targetKind: entry.targetKind,
      targetId: entry.targetId,
      details: entry.details ?? {},
    },
    select: { id: true },
  });
}
