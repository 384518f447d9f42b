import { bulkResultSchema, bulkShape, idempotencyKeySchema } from '@/core/contracts/run-actions';
import { bulkRuns } from '@/services/runs/bulk-runs';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Cancels, retries or resumes many runs, with a result for each. The service asks for the action's own permission. */
export const bulk = tenantProcedure('run:cancel')
  .input(tenantInput({ ...bulkShape, idempotencyKey: idempotencyKeySchema.optional() }))
  .output(bulkResultSchema)
  .mutation(({ ctx, input }) => bulkRuns(ctx.deps, ctx.scope, withoutTenant(input)));
