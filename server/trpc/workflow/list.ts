import { z } from 'zod';
import { cursorSchema, pageLimitSchema, pageOf } from '@/core/contracts/identifiers';
import { workflowSummarySchema } from '@/core/contracts/workflow-view';
import { listWorkflows } from '@/services/workflows/list-workflows';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The tenant's workflows, last changed first. */
export const list = tenantProcedure('workflow:read')
  .input(
    tenantInput({
      search: z.string().max(200).optional(),
      cursor: cursorSchema.optional(),
      limit: pageLimitSchema.default(50),
    }),
  )
  .output(pageOf(workflowSummarySchema))
  .query(({ ctx, input }) => listWorkflows(ctx.deps, ctx.scope, withoutTenant(input)));
