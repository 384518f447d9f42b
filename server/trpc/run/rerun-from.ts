import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { idempotencyKeySchema, rerunFromShape } from '@/core/contracts/run-actions';
import { rerunFromStep } from '@/services/runs/rerun-from-step';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Runs one step of an ended run and what is behind it again, as a new run; its id is given back. */
export const rerunFrom = tenantProcedure('run:start')
  .input(tenantInput({ id: rowIdSchema, ...rerunFromShape, idempotencyKey: idempotencyKeySchema.optional() }))
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => rerunFromStep(ctx.deps, ctx.scope, withoutTenant(input)));
