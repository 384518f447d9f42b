import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { workflowNameSchema } from '@/core/contracts/workflow-view';
import { duplicateWorkflow } from '@/services/workflows/duplicate-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A copy of the draft as a new workflow. */
export const duplicate = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, name: workflowNameSchema.optional() }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => duplicateWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
