import { pageOf, searchSchema } from '@/core/contracts/identifiers';
import { workflowSummarySchema } from '@/core/contracts/workflow-view';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The tenant's workflows, last changed first. */
export const list = tenantProcedure('workflow:read')
  .input(
    pagedTenantInput({
      search: searchSchema.optional(),
    }),
  )
  .output(pageOf(workflowSummarySchema))
  .query(({ ctx, input }) => listWorkflows(ctx.deps, ctx.scope, withoutTenant(input)));
