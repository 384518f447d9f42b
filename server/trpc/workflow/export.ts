import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { exportWorkflow } from '@/services/workflows/export-workflow';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The draft as the text of a portable file. */
export const exportProcedure = tenantProcedure('workflow:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ text: z.string() }))
  .query(({ ctx, input }) => exportWorkflow(ctx.deps, ctx.scope, withoutTenant(input)));
