import { z } from 'zod';
import { tenantSlugSchema } from '@/core/contracts/identifiers';
import { passwordSchema, personNameSchema } from '@/core/contracts/people';
import { acceptInvite } from '@/services/members/accept-invite';
import { limitByIp } from '../limit-by-ip';
import { publicProcedure } from '../procedures';

/** Joins the tenant: as the signed-in person, or with a new account made on the way. */
export const accept = publicProcedure
  .input(
    z.strictObject({
      token: z.string().min(20).max(200),
      name: personNameSchema.optional(),
      password: passwordSchema.optional(),
    }),
  )
  .output(z.object({ tenantSlug: tenantSlugSchema }))
  .use(limitByIp('invite'))
  .mutation(async ({ ctx, input }) => {
    const userId = ctx.session?.user.id ?? null;
    const accepted = await acceptInvite(ctx.deps, { ...input, userId });
    // The next request is for that tenant, and may be faster than the message that says so.
    if (userId !== null) ctx.deps.sessions.forget(userId);
    return accepted;
  });
