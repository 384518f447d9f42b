import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { doubtViewSchema } from '@/core/contracts/inbox';
import { listDoubts } from '@/services/inbox/list-doubts';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Writes that wait for a decision, newest first. Looking decides nothing. */
export const list = tenantProcedure('run:decide')
  .input(pagedTenantInput({ workflowId: rowIdSchema.optional() }))
  .output(pageOf(doubtViewSchema))
  .query(({ ctx, input }) => listDoubts(ctx.deps, ctx.scope, withoutTenant(input)));
