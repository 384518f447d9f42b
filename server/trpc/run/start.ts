import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { runInputSchema } from '@/core/contracts/run-input';
import { graphIdSchema } from '@/core/contracts/portable-workflow';
import { runVersionSchema } from '@/core/contracts/workflow-view';
import { startRun } from '@/services/runs/start-run';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Starts a run; it is durable once this answers. With `wait`, answers when the run ended or a minute passed. */
export const start = tenantProcedure('run:start')
  .input(
    tenantInput({
      workflowId: rowIdSchema,
      version: runVersionSchema.default('published'),
      trigger: graphIdSchema.optional(),
      input: runInputSchema.optional(),
      wait: z.boolean().default(false),
      /** Of the draft: this node alone, with the data of `dataFrom` or the last run that knows enough. */
      only: graphIdSchema.optional(),
      /** Of the draft: from this node on. */
      from: graphIdSchema.optional(),
      dataFrom: rowIdSchema.optional(),
    }),
  )
  .output(z.object({ id: z.string() }))
  .mutation(({ ctx, input }) => startRun(ctx.deps, ctx.scope, withoutTenant(input)));
