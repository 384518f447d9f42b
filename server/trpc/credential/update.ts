import { credentialChangeSchema, credentialViewSchema } from '@/core/contracts/credentials';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { updateCredential } from '@/services/credentials/update-credential';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Changes a credential; secrets that are left out stay. */
export const update = tenantProcedure('credential:write')
  .input(tenantInput({ id: rowIdSchema, ...credentialChangeSchema.shape }))
  .output(credentialViewSchema)
  .mutation(({ ctx, input }) => updateCredential(ctx.deps, ctx.scope, withoutTenant(input)));
