import { z } from 'zod';
import { templateSlugSchema } from '@/core/contracts/template';
import { installTemplate } from '@/services/templates/install-template';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A workflow made of a template. */
export const install = tenantProcedure('workflow:write')
  .input(tenantInput({ slug: templateSlugSchema }))
  .output(z.object({ workflowId: z.string() }))
  .mutation(({ ctx, input }) => installTemplate(ctx.deps, ctx.scope, withoutTenant(input)));
