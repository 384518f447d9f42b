import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { workflowNameSchema } from '@/core/contracts/workflow-view';
import { renameWorkflow } from '@/services/workflows/rename-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Gives a workflow another name. */
export const rename = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, name: workflowNameSchema }))
  .output(z.object({ name: z.string() }))
  .mutation(({ ctx, input }) => renameWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
