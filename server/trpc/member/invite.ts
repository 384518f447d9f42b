import { z } from 'zod';
import { emailSchema, roleSchema } from '@/core/contracts/people';
import { inviteMember } from '@/services/members/invite-member';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Makes a one-time invite link; it is shown once. */
export const invite = tenantProcedure('member:write')
  .input(tenantInput({ email: emailSchema, role: roleSchema }))
  .output(z.object({ id: z.string(), url: z.string(), expiresAt: z.string() }))
  .mutation(({ ctx, input }) => inviteMember(ctx.deps, ctx.scope, withoutTenant(input)));
