import { auditEntryViewSchema, auditFilterShape } from '@/core/contracts/audit';
import { pageOf } from '@/core/contracts/identifiers';
import { listAuditEntries } from '@/services/audit/list-audit-entries';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Who changed what, newest first. */
export const list = tenantProcedure('audit:read')
  .input(pagedTenantInput(auditFilterShape))
  .output(pageOf(auditEntryViewSchema))
  .query(({ ctx, input }) => listAuditEntries(ctx.deps, ctx.scope, withoutTenant(input)));
