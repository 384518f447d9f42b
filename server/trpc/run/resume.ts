import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { resumeRun } from '@/services/runs/resume-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Goes on with a failed or paused run where it stopped; the run keeps its id. */
export const resume = tenantProcedure('run:start')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => resumeRun(ctx.deps, ctx.scope, withoutTenant(input)));
