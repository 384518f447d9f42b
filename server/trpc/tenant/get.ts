import { tenantViewSchema } from '@/core/contracts/people';
import { getTenant } from '@/services/tenants/get-tenant';
import { tenantInput, tenantProcedure } from '../procedures';

/** The tenant and what the caller may do in it. */
export const get = tenantProcedure('tenant:read')
  .input(tenantInput({}))
  .output(tenantViewSchema)
  .query(({ ctx }) => getTenant(ctx.deps, ctx.scope, {}));
