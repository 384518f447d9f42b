import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { deleteWorkflow } from '@/services/workflows/delete-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Archives a workflow and takes its triggers down; its runs stay until retention. */
export const deleteWorkflowProcedure = tenantProcedure('workflow:delete')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => deleteWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
