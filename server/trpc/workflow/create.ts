import { z } from 'zod';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import { workflowNameSchema } from '@/core/contracts/workflow-view';
import { createWorkflow } from '@/services/workflows/create-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A new workflow: empty, or from a portable file (which may have problems). */
export const create = tenantProcedure('workflow:write')
  .input(tenantInput({ name: workflowNameSchema.optional(), file: z.unknown().optional() }))
  .output(z.object({ id: z.string(), problems: z.array(workflowProblemSchema) }))
  .mutation(({ ctx, input }) => createWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
