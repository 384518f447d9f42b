import {
  minScheduleSecondsSchema,
  retentionClassSchema,
  tenantNameSchema,
  tenantViewSchema,
} from '@/core/contracts/people';
import { updateTenant } from '@/services/tenants/update-tenant';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Changes the tenant's name, how long its runs are kept, or how often its schedules may come due. */
export const update = tenantProcedure('tenant:write')
  .input(
    tenantInput({
      name: tenantNameSchema.optional(),
      retentionClass: retentionClassSchema.optional(),
      minScheduleSeconds: minScheduleSecondsSchema.optional(),
    }),
  )
  .output(tenantViewSchema)
  .mutation(({ ctx, input }) => updateTenant(ctx.deps, ctx.scope, withoutTenant(input)));
