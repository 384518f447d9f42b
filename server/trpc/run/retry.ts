import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { idempotencyKeySchema, retryModeSchema } from '@/core/contracts/run-actions';
import { retryRun } from '@/services/runs/retry-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs an ended run again as a new run; its id is given back. */
export const retry = tenantProcedure('run:start')
  .input(
    tenantInput({
      id: rowIdSchema,
      mode: retryModeSchema.default('failed'),
      idempotencyKey: idempotencyKeySchema.optional(),
    }),
  )
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => retryRun(ctx.deps, ctx.scope, withoutTenant(input)));
