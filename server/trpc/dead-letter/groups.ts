import { deadLetterFilterShape, deadLetterGroupsSchema } from '@/core/contracts/dead-letters';
import { groupDeadLetters } from '@/services/dead-letters/group-dead-letters';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** What the failed runs have in common, and how many there are. */
export const groups = tenantProcedure('run:read')
  .input(tenantInput(deadLetterFilterShape))
  .output(deadLetterGroupsSchema)
  .query(({ ctx, input }) => groupDeadLetters(ctx.deps, ctx.scope, withoutTenant(input)));
