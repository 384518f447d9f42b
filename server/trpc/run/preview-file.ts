import { filePreviewSchema, stepFileShape } from '@/core/contracts/file-preview';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { previewStepFile } from '@/services/runs/preview-step-file';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What a file of an item is, and its beginning or picture where it can be shown. */
export const previewFile = tenantProcedure('run:read')
  .input(tenantInput({ id: rowIdSchema, ...stepFileShape }))
  .output(filePreviewSchema)
  .query(({ ctx, input }) => previewStepFile(ctx.deps, ctx.scope, withoutTenant(input)));
