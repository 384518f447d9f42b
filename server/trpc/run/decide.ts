import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { jsonSchema } from '@/core/contracts/portable-workflow';
import { stepKeySchema } from '@/core/contracts/run-input';
import { decideDoubt } from '@/services/runs/decide-doubt';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Decides what happens to a step whose write is in doubt. */
export const decide = tenantProcedure('run:decide')
  .input(
    tenantInput({
      id: rowIdSchema,
      step: stepKeySchema,
      decision: z.enum(['repeat', 'done', 'fail']),
      result: jsonSchema.optional(),
    }),
  )
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => decideDoubt(ctx.deps, ctx.scope, withoutTenant(input)));
