import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { runFilterShape, toListInput } from '@/core/contracts/run-filters';
import { runSummarySchema } from '@/core/contracts/run-view';
import { listRuns } from '@/services/runs/list-runs';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs, newest first. */
export const list = tenantProcedure('run:read')
  .input(
    pagedTenantInput({
      workflowId: rowIdSchema.optional(),
      ...runFilterShape,
    }),
  )
  .output(pageOf(runSummarySchema))
  .query(({ ctx, input }) => listRuns(ctx.deps, ctx.scope, toListInput(withoutTenant(input))));
