import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { graphIdSchema } from '@/core/contracts/portable-workflow';
import { listenWebhookTest } from '@/services/runs/listen-webhook-test';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Listens for one test event at the webhook's test address. */
export const listen = tenantProcedure('run:start')
  .input(tenantInput({ workflowId: rowIdSchema, nodeId: graphIdSchema }))
  .output(z.object({ url: z.string(), expiresAt: z.string() }))
  .mutation(({ ctx, input }) => listenWebhookTest(ctx.deps, ctx.scope, withoutTenant(input)));
