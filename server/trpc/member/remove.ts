import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { removeMember } from '@/services/members/remove-member';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Takes a person out of the tenant at once. */
export const remove = tenantProcedure('member:write')
  .input(tenantInput({ userId: rowIdSchema }))
  .output(z.object({ userId: z.string() }))
  .mutation(({ ctx, input }) => removeMember(ctx.deps, ctx.scope, withoutTenant(input)));
