import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { versionTagSchema } from '@/core/contracts/workflow-view';
import { untagVersion as untagVersionService } from '@/services/workflows/untag-version';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Takes a tag away. */
export const untagVersion = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, name: versionTagSchema }))
  .output(z.object({ version: z.number().int() }))
  .mutation(({ ctx, input }) => untagVersionService(ctx.deps, ctx.scope, withoutTenant(input)));
