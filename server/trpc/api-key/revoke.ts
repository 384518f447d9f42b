import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { revokeApiKey } from '@/services/api-keys/revoke-api-key';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Makes a key useless at once. */
export const revoke = tenantProcedure('api-key:write')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const revoked = await revokeApiKey(ctx.deps, ctx.scope, withoutTenant(input));
    ctx.deps.apiKeys.forget();
    await ctx.deps.bus.publish('heddle_sessions', ctx.scope.actor.id);
    return revoked;
  });
