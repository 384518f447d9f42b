import { healthViewSchema } from '@/core/contracts/health';
import { getHealth } from '@/services/health/get-health';
import { tenantInput, tenantProcedure } from '../procedures';

/** Whether the installation works as it should. */
export const get = tenantProcedure('health:read')
  .input(tenantInput({}))
  .output(healthViewSchema)
  .query(({ ctx }) => getHealth(ctx.deps, ctx.scope));
