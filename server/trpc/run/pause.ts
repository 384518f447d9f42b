import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { pauseRun } from '@/services/runs/pause-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Lets nothing of the run start any more until it is continued. */
export const pause = tenantProcedure('run:cancel')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => pauseRun(ctx.deps, ctx.scope, withoutTenant(input)));
