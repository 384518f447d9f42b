import { z } from 'zod';
import { inviteViewSchema, memberViewSchema } from '@/core/contracts/people';
import { listMembers } from '@/services/members/list-members';
import { tenantInput, tenantProcedure } from '../procedures';

/** Members and open invites. */
export const list = tenantProcedure('member:read')
  .input(tenantInput({}))
  .output(z.object({ members: z.array(memberViewSchema), invites: z.array(inviteViewSchema) }))
  .query(({ ctx }) => listMembers(ctx.deps, ctx.scope, {}));
