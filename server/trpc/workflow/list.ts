import { pageOf, searchSchema } from '@/core/contracts/identifiers';
import { workflowFilterShape, workflowSummarySchema } from '@/core/contracts/workflow-view';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { inOneGo } from '../in-one-go';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The tenant's workflows, last changed first or by name. */
export const list = tenantProcedure('workflow:read')
  .input(
    pagedTenantInput({
      search: searchSchema.optional(),
      ...workflowFilterShape,
    }),
  )
  .output(inOneGo(pageOf(workflowSummarySchema)))
  .query(({ ctx, input }) => listWorkflows(ctx.deps, ctx.scope, withoutTenant(input)));
