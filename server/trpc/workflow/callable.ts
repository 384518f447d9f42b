import { callableWorkflowSchema } from '@/core/contracts/callable-workflow';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { getCallableWorkflow } from '@/services/workflows/callable-workflows';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Whether other workflows can run it, and what they have to give. */
export const callable = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(callableWorkflowSchema)
  .query(({ ctx, input }) => getCallableWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
