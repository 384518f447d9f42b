import { z } from 'zod';
import { limitNameSchema, limitValueSchema } from '@/core/contracts/limits';
import { resetLimit } from '@/services/limits/reset-limit';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Takes the tenant's own value away. */
export const reset = tenantProcedure('tenant:write')
  .input(tenantInput({ name: limitNameSchema }))
  .output(z.object({ name: limitNameSchema, value: limitValueSchema }))
  .mutation(({ ctx, input }) => resetLimit(ctx.deps, ctx.scope, withoutTenant(input)));
