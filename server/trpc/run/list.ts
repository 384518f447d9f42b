import { cursorSchema, pageLimitSchema, pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { runStatusSchema, runSummarySchema } from '@/core/contracts/run-view';
import { listRuns } from '@/services/runs/list-runs';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs, newest first. */
export const list = tenantProcedure('run:read')
  .input(
    tenantInput({
      workflowId: rowIdSchema.optional(),
      status: runStatusSchema.optional(),
      cursor: cursorSchema.optional(),
      limit: pageLimitSchema.default(50),
    }),
  )
  .output(pageOf(runSummarySchema))
  .query(({ ctx, input }) => listRuns(ctx.deps, ctx.scope, withoutTenant(input)));
