import { handledSchema, handleShape } from '@/core/contracts/dead-letters';
import { handleDeadLetters } from '@/services/dead-letters/handle-dead-letters';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Says that failed runs need nobody any more; a hundred for each call. */
export const discard = tenantProcedure('run:decide')
  .input(tenantInput(handleShape))
  .output(handledSchema)
  .mutation(({ ctx, input }) =>
    handleDeadLetters(ctx.deps, ctx.scope, { ...withoutTenant(input), action: 'discard' }),
  );
