import { z } from 'zod';
import { membershipViewSchema, userViewSchema } from '@/core/contracts/people';
import { signedInProcedure } from '../procedures';

/** Who is signed in, in which tenants, and the address that others reach this product at. */
export const me = signedInProcedure
  .input(z.strictObject({}).optional())
  .output(
    z.object({
      user: userViewSchema,
      memberships: z.array(membershipViewSchema),
      /** As it was set, without a slash at the end; null where it was not: then it is that of the page. */
      publicUrl: z.string().nullable(),
    }),
  )
  .query(({ ctx: { session, deps } }) => ({
    user: session.user,
    memberships: [...session.memberships],
    publicUrl: deps.config.hasPublicUrl ? deps.config.publicUrl : null,
  }));
