import { inboxCountSchema } from '@/core/contracts/inbox';
import { countInbox } from '@/services/inbox/count-inbox';
import { tenantInput, tenantProcedure } from '../procedures';

/** How much waits for a person, counted to 100. */
export const count = tenantProcedure('run:decide')
  .input(tenantInput({}))
  .output(inboxCountSchema)
  .query(({ ctx }) => countInbox(ctx.deps, ctx.scope));
