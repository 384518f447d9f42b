import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { retryRun } from '@/services/runs/retry-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Starts a new run from the beginning with the same input; the new run names its parent. */
export const retry = tenantProcedure('run:start')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => retryRun(ctx.deps, ctx.scope, withoutTenant(input)));
