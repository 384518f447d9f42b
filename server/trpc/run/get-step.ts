import { rowIdSchema } from '@/core/contracts/identifiers';
import { itemRangeShape, runStepDetailSchema, stepKeySchema } from '@/core/contracts/run-input';
import { getRunStep } from '@/services/runs/get-run-step';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** One step with the items that went in and came out, and which came from which. */
export const getStep = tenantProcedure('run:read')
  .input(tenantInput({ id: rowIdSchema, step: stepKeySchema, ...itemRangeShape }))
  .output(runStepDetailSchema)
  .query(({ ctx, input }) => getRunStep(ctx.deps, ctx.scope, { ...withoutTenant(input), lineage: true }));
