import { z } from 'zod';
import { getSetupStatus } from '@/services/setup/get-setup-status';
import { publicProcedure } from '../procedures';

/** Whether this installation still waits for its first owner. */
export const status = publicProcedure
  .input(z.strictObject({}).optional())
  .output(z.object({ needed: z.boolean() }))
  .query(({ ctx }) => getSetupStatus(ctx.deps));
