import { z } from 'zod';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import { chosenCredentialsSchema, incomingWorkflowsSchema } from '@/core/contracts/tenant-file';
import { importWorkflows as makeWorkflows } from '@/services/exchange/import-workflows';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Workflows made of files that came together. */
export const importWorkflows = tenantProcedure('workflow:write')
  .input(tenantInput({ workflows: incomingWorkflowsSchema, credentials: chosenCredentialsSchema.optional() }))
  .output(
    z.object({
      workflows: z.array(
        z.object({ id: z.string(), name: z.string(), problems: z.array(workflowProblemSchema) }),
      ),
    }),
  )
  .mutation(({ ctx, input }) => makeWorkflows(ctx.deps, ctx.scope, withoutTenant(input)));
