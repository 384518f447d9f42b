import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { versionNoteSchema } from '@/core/contracts/workflow-view';
import { publishWorkflow } from '@/services/workflows/publish-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Makes the draft an immutable version and switches the triggers to it. */
export const publish = tenantProcedure('workflow:publish')
  .input(tenantInput({ id: rowIdSchema, note: versionNoteSchema.optional() }))
  .output(z.object({ version: z.number().int() }))
  .mutation(({ ctx, input }) => publishWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
