import { z } from 'zod';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { deleteCredential } from '@/services/credentials/delete-credential';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Removes a credential that no published workflow uses. */
export const remove = tenantProcedure('credential:write')
  .input(tenantInput({ id: rowIdSchema }))
  .output(z.object({ id: rowIdSchema }))
  .mutation(({ ctx, input }) => deleteCredential(ctx.deps, ctx.scope, withoutTenant(input)));
