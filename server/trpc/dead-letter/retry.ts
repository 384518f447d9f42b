import { handledSchema, handleShape } from '@/core/contracts/dead-letters';
import { handleDeadLetters } from '@/services/dead-letters/handle-dead-letters';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs failed runs again on the published version; a hundred for each call. */
export const retry = tenantProcedure('run:start')
  .input(tenantInput(handleShape))
  .output(handledSchema)
  .mutation(({ ctx, input }) =>
    handleDeadLetters(ctx.deps, ctx.scope, { ...withoutTenant(input), action: 'retry' }),
  );
