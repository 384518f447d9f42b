import { z } from 'zod';
import { apiKeyNameSchema, permissionSchema, roleSchema } from '@/core/contracts/people';
import { createApiKey } from '@/services/api-keys/create-api-key';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A new API key; the key itself is shown once. */
export const create = tenantProcedure('api-key:write')
  .input(
    tenantInput({
      name: apiKeyNameSchema,
      role: roleSchema,
      scopes: z.array(permissionSchema).min(1).optional(),
      expiresAt: z.iso.datetime().optional(),
    }),
  )
  .output(z.object({ id: z.string(), key: z.string() }))
  .mutation(({ ctx, input }) => createApiKey(ctx.deps, ctx.scope, withoutTenant(input)));
