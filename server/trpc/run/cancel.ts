import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { cancelRun } from '@/services/runs/cancel-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Asks for the run to stop; nothing new starts once this answers. */
export const cancel = tenantProcedure('run:cancel')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => cancelRun(ctx.deps, ctx.scope, withoutTenant(input)));
