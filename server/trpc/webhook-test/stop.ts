import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { graphIdSchema } from '@/core/contracts/portable-workflow';
import { stopWebhookTest } from '@/services/runs/stop-webhook-test';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Stops listening for a test event. */
export const stop = tenantProcedure('run:start')
  .input(tenantInput({ workflowId: rowIdSchema, nodeId: graphIdSchema }))
  .output(z.object({ stopped: z.boolean() }))
  .mutation(({ ctx, input }) => stopWebhookTest(ctx.deps, ctx.scope, withoutTenant(input)));
