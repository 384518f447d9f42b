import { cursorSchema, pageLimitSchema, pageOf } from '@/core/contracts/identifiers';
import { auditEntryViewSchema } from '@/core/contracts/people';
import { listAuditEntries } from '@/services/audit/list-audit-entries';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Who changed what, newest first. */
export const list = tenantProcedure('audit:read')
  .input(tenantInput({ cursor: cursorSchema.optional(), limit: pageLimitSchema.default(50) }))
  .output(pageOf(auditEntryViewSchema))
  .query(({ ctx, input }) => listAuditEntries(ctx.deps, ctx.scope, withoutTenant(input)));
