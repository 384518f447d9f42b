import { z } from 'zod';
import { rowIdSchema, versionNumberSchema } from '@/core/contracts/identifiers';
import { portableWorkflowSchema } from '@/core/contracts/portable-workflow';
import { restoreVersion as restoreVersionService } from '@/services/workflows/restore-version';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

const outputSchema = z.object({
  revision: z.number().int(),
  etag: z.string(),
  changed: z.boolean(),
  before: portableWorkflowSchema,
});

/** Makes the draft what a version was; publishes nothing. */
export const restoreVersion = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, version: versionNumberSchema }))
  .output(outputSchema)
  .mutation(({ ctx, input }) => restoreVersionService(ctx.deps, ctx.scope, withoutTenant(input)));
