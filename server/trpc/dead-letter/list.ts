import { deadLetterFilterShape, deadLetterSchema } from '@/core/contracts/dead-letters';
import { pageOf } from '@/core/contracts/identifiers';
import { listDeadLetters } from '@/services/dead-letters/list-dead-letters';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Failed runs, newest failure first. */
export const list = tenantProcedure('run:read')
  .input(pagedTenantInput(deadLetterFilterShape))
  .output(pageOf(deadLetterSchema))
  .query(({ ctx, input }) => listDeadLetters(ctx.deps, ctx.scope, withoutTenant(input)));
