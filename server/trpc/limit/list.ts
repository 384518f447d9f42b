import { limitListSchema } from '@/core/contracts/limits';
import { listLimits } from '@/services/limits/list-limits';
import { tenantInput, tenantProcedure } from '../procedures';

/** What the tenant may have how much of, with the range of each. */
export const list = tenantProcedure('tenant:read')
  .input(tenantInput({}))
  .output(limitListSchema)
  .query(({ ctx }) => listLimits(ctx.deps, ctx.scope));
