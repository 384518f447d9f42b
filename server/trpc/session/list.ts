import { z } from 'zod';
import { sessionViewSchema } from '@/core/contracts/people';
import { listSessions } from '@/services/sessions/list-sessions';
import { signedInProcedure } from '../procedures';

/** Where the person is signed in. */
export const list = signedInProcedure
  .input(z.strictObject({}).optional())
  .output(z.object({ items: z.array(sessionViewSchema) }))
  .query(({ ctx }) =>
    listSessions(ctx.deps, { userId: ctx.session.user.id, sessionId: ctx.session.sessionId }),
  );
