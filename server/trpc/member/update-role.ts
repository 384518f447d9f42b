import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { roleSchema } from '@/core/contracts/people';
import { updateMemberRole } from '@/services/members/update-member-role';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Gives a member another role; only owners name owners. */
export const updateRole = tenantProcedure('member:write')
  .input(tenantInput({ userId: rowIdSchema, role: roleSchema }))
  .output(z.object({ role: roleSchema }))
  .mutation(({ ctx, input }) => updateMemberRole(ctx.deps, ctx.scope, withoutTenant(input)));
