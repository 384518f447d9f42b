import { rowIdSchema } from '@/core/contracts/identifiers';
import { signalledSchema, signalShape } from '@/core/contracts/run-actions';
import { signalRun } from '@/services/runs/signal-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Sends the run a named signal; one that nothing waits for yet is kept. */
export const signal = tenantProcedure('run:decide')
  .input(tenantInput({ id: rowIdSchema, ...signalShape }))
  .output(signalledSchema)
  .mutation(({ ctx, input }) => signalRun(ctx.deps, ctx.scope, withoutTenant(input)));
