import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { runStatusSchema, runSummarySchema } from '@/core/contracts/run-view';
import { listRuns } from '@/services/runs/list-runs';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs, newest first. */
export const list = tenantProcedure('run:read')
  .input(
    pagedTenantInput({
      workflowId: rowIdSchema.optional(),
      status: runStatusSchema.optional(),
    }),
  )
  .output(pageOf(runSummarySchema))
  .query(({ ctx, input }) => listRuns(ctx.deps, ctx.scope, withoutTenant(input)));
