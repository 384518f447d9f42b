import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { stepKeySchema } from '@/core/contracts/run-input';
import { getResumeAddress } from '@/services/runs/get-resume-address';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** The address that ends the wait of a step, as a path on this server. */
export const resumeAddress = tenantProcedure('run:decide')
  .input(tenantInput({ id: rowIdSchema, step: stepKeySchema }))
  .output(z.object({ path: z.string() }))
  .query(({ ctx, input }) => getResumeAddress(ctx.deps, ctx.scope, withoutTenant(input)));
