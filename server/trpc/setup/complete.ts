import { z } from 'zod';
import { tenantSlugSchema } from '@/core/contracts/identifiers';
import { emailSchema, passwordSchema, personNameSchema, tenantNameSchema } from '@/core/contracts/people';
import { completeSetup } from '@/services/setup/complete-setup';
import { limitByIp } from '../limit-by-ip';
import { publicProcedure } from '../procedures';

/** Makes the first owner and tenant with the one-time token that the start printed. */
export const complete = publicProcedure
  .input(
    z.strictObject({
      token: z.string().min(20).max(200),
      name: personNameSchema,
      email: emailSchema,
      password: passwordSchema,
      tenantName: tenantNameSchema,
      tenantSlug: tenantSlugSchema.optional(),
    }),
  )
  .output(z.object({ tenantSlug: tenantSlugSchema }))
  .use(limitByIp('setup'))
  .mutation(({ ctx, input }) => completeSetup(ctx.deps, input));
