import { z } from 'zod';
import { pageOf } from '@/core/contracts/identifiers';
import { workflowSummarySchema } from '@/core/contracts/workflow-view';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The tenant's workflows, last changed first. */
export const list = tenantProcedure('workflow:read')
  .input(
    pagedTenantInput({
      search: z.string().max(200).optional(),
    }),
  )
  .output(pageOf(workflowSummarySchema))
  .query(({ ctx, input }) => listWorkflows(ctx.deps, ctx.scope, withoutTenant(input)));
