import { nodeTypeListSchema } from '@/core/contracts/node-types';
import { listNodeTypes } from '@/services/node-types/list-node-types';
import { tenantInput, tenantProcedure } from '../procedures';

/** Every node type the tenant may use, with icons. */
export const list = tenantProcedure('workflow:read')
  .input(tenantInput({}))
  .output(nodeTypeListSchema)
  .query(({ ctx }) => listNodeTypes(ctx.deps, ctx.scope, {}));
