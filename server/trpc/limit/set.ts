import { z } from 'zod';
import { limitNameSchema, limitValueSchema } from '@/core/contracts/limits';
import { setLimit } from '@/services/limits/set-limit';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Gives the tenant a value of its own. */
export const set = tenantProcedure('tenant:write')
  .input(tenantInput({ name: limitNameSchema, value: limitValueSchema }))
  .output(z.object({ name: limitNameSchema, value: limitValueSchema }))
  .mutation(({ ctx, input }) => setLimit(ctx.deps, ctx.scope, withoutTenant(input)));
