import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { continueRun } from '@/services/runs/continue-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Lets a paused run go on where it was. */
export const continueIt = tenantProcedure('run:cancel')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => continueRun(ctx.deps, ctx.scope, withoutTenant(input)));
