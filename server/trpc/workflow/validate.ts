import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import { validateWorkflow } from '@/services/workflows/validate-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** All problems of the draft. */
export const validate = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ problems: z.array(workflowProblemSchema) }))
  .query(({ ctx, input }) => validateWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
