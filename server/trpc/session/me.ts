import { z } from 'zod';
import { membershipViewSchema, userViewSchema } from '@/core/contracts/people';
import { signedInProcedure } from '../procedures';

/** Who is signed in, and in which tenants. */
export const me = signedInProcedure
  .input(z.strictObject({}).optional())
  .output(z.object({ user: userViewSchema, memberships: z.array(membershipViewSchema) }))
  .query(({ ctx }) => ({ user: ctx.session.user, memberships: [...ctx.session.memberships] }));
