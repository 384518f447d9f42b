import { z } from 'zod';
import { templateViewSchema } from '@/core/contracts/template';
import { listTemplates } from '@/services/templates/list-templates';
import { tenantInput, tenantProcedure } from '../procedures';

/** The bundled templates. */
export const list = tenantProcedure('workflow:read')
  .input(tenantInput({}))
  .output(z.object({ items: z.array(templateViewSchema) }))
  .query(({ ctx }) => listTemplates(ctx.deps, ctx.scope));
