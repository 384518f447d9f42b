import { z } from 'zod';
import { importAnswerSchema } from '@/core/contracts/import-n8n';
import { chosenCredentialsSchema } from '@/core/contracts/tenant-file';
import { importN8n as readN8n } from '@/services/exchange/import-n8n';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** n8n's JSON as portable files with a report; saves nothing. */
export const importN8n = tenantProcedure('workflow:write')
  .input(tenantInput({ file: z.unknown(), credentials: chosenCredentialsSchema.optional() }))
  .output(importAnswerSchema)
  .mutation(({ ctx, input }) => readN8n(ctx.deps, ctx.scope, withoutTenant(input)));
