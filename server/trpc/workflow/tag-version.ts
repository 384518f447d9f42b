import { z } from 'zod';
import { rowIdSchema, versionNumberSchema } from '@/core/contracts/identifiers';
import { versionTagSchema } from '@/core/contracts/workflow-view';
import { tagVersion as tagVersionService } from '@/services/workflows/tag-version';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Puts a tag on a version, or moves it there. */
export const tagVersion = tenantProcedure('workflow:write')
  .input(tenantInput({ id: rowIdSchema, version: versionNumberSchema, name: versionTagSchema }))
  .output(z.object({ movedFrom: z.number().int().nullable() }))
  .mutation(({ ctx, input }) => tagVersionService(ctx.deps, ctx.scope, withoutTenant(input)));
