import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { workflowProblemSchema } from '@/core/contracts/problem-schema';
import { replaceDraft } from '@/services/workflows/replace-draft';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

const outputSchema = z.object({
  revision: z.number().int(),
  etag: z.string(),
  problems: z.array(workflowProblemSchema),
});

/** Makes the draft what a file says, if it is still the one with this ETag. */
export const replaceDraftProcedure = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, file: z.unknown(), ifMatch: z.string().min(1).max(200) }))
  .output(outputSchema)
  .mutation(({ ctx, input }) => replaceDraft(ctx.deps, ctx.scope, withoutTenant(input)));
