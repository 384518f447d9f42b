import { rowIdSchema } from '@/core/contracts/identifiers';
import { workflowViewSchema } from '@/core/contracts/workflow-view';
import { getWorkflow } from '@/services/workflows/get-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The head of the editor: name, versions, what the caller may do. */
export const get = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(workflowViewSchema)
  .query(({ ctx, input }) => getWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
