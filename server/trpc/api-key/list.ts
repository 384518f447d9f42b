import { z } from 'zod';
import { apiKeyViewSchema } from '@/core/contracts/people';
import { listApiKeys } from '@/services/api-keys/list-api-keys';
import { tenantInput, tenantProcedure } from '../procedures';

/** The tenant's API keys; their secrets are not kept. */
export const list = tenantProcedure('api-key:read')
  .input(tenantInput({}))
  .output(z.object({ items: z.array(apiKeyViewSchema) }))
  .query(({ ctx }) => listApiKeys(ctx.deps, ctx.scope, {}));
