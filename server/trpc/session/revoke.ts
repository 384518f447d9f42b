import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { revokeSession } from '@/services/sessions/revoke-session';
import { signedInProcedure } from '../procedures';

/** Signs the person out in another place. */
export const revoke = signedInProcedure
  .input(z.strictObject({ id: rowIdSchema }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => revokeSession(ctx.deps, { userId: ctx.session.user.id, id: input.id }));
