import { pageOf, rowIdSchema } from '@/core/contracts/identifiers';
import { graphIdSchema } from '@/core/contracts/portable-workflow';
import { scheduleFireSchema } from '@/core/contracts/schedule-view';
import { listFires } from '@/services/schedules/list-fires';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What the schedules of a workflow started and skipped, newest first. */
export const history = tenantProcedure('run:read')
  .input(pagedTenantInput({ workflowId: rowIdSchema, nodeId: graphIdSchema.optional() }))
  .output(pageOf(scheduleFireSchema))
  .query(({ ctx, input }) => listFires(ctx.deps, ctx.scope, withoutTenant(input)));
