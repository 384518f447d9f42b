import { z } from 'zod';
import { exportN8n as writeN8n } from '@/services/exchange/export-n8n';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A workflow in n8n's format. */
export const exportN8n = tenantProcedure('workflow:read')
  .input(tenantInput({ id: z.uuid() }))
  .output(z.object({ file: z.unknown(), lost: z.array(z.string()) }))
  .query(({ ctx, input }) => writeN8n(ctx.deps, ctx.scope, withoutTenant(input)));
