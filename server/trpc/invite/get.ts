import { z } from 'zod';
import { roleSchema } from '@/core/contracts/people';
import { getInvite } from '@/services/members/get-invite';
import { limitByIp } from '../limit-by-ip';
import { publicProcedure } from '../procedures';

/** What an invite link offers; the token is the proof. */
export const get = publicProcedure
  .input(z.strictObject({ token: z.string().min(20).max(200) }))
  .output(
    z.object({
      tenantName: z.string(),
      email: z.string(),
      role: roleSchema,
      expiresAt: z.string(),
      /** The address has an account already: accepting needs that person signed in. */
      hasAccount: z.boolean(),
    }),
  )
  .use(limitByIp('invite'))
  .query(({ ctx, input }) => getInvite(ctx.deps, input));
