import { homeViewSchema } from '@/core/contracts/home-view';
import { getHome } from '@/services/home/get-home';
import { tenantInput, tenantProcedure } from '../procedures';

/** What the home page shows. */
export const get = tenantProcedure('workflow:read')
  .input(tenantInput({}))
  .output(homeViewSchema)
  .query(({ ctx }) => getHome(ctx.deps, ctx.scope));
