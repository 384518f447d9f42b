import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { idempotencyKeySchema } from '@/core/contracts/run-actions';
import { resumeRun } from '@/services/runs/resume-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Lets a run that failed or was cancelled go on where it ended, as the same run. */
export const resume = tenantProcedure('run:start')
  .input(tenantInput({ id: rowIdSchema, idempotencyKey: idempotencyKeySchema.optional() }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => resumeRun(ctx.deps, ctx.scope, withoutTenant(input)));
