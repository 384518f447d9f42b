import { rowIdSchema } from '@/core/contracts/identifiers';
import { runViewSchema } from '@/core/contracts/run-view';
import { getRun } from '@/services/runs/get-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A run with its steps, without their outputs. */
export const get = tenantProcedure('run:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(runViewSchema)
  .query(({ ctx, input }) => getRun(ctx.deps, ctx.scope, withoutTenant(input)));
