import { decidedSchema, decideShape } from '@/core/contracts/inbox';
import { decideDoubts } from '@/services/inbox/decide-doubts';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Decides the same about several writes in doubt, with a result for each. */
export const decide = tenantProcedure('run:decide')
  .input(tenantInput(decideShape))
  .output(decidedSchema)
  .mutation(({ ctx, input }) => decideDoubts(ctx.deps, ctx.scope, withoutTenant(input)));
