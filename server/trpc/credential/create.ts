import { credentialViewSchema, newCredentialSchema } from '@/core/contracts/credentials';
import { createCredential } from '@/services/credentials/create-credential';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Stores a credential. */
export const create = tenantProcedure('credential:write')
  .input(tenantInput(newCredentialSchema.shape))
  .output(credentialViewSchema)
  .mutation(({ ctx, input }) => createCredential(ctx.deps, ctx.scope, withoutTenant(input)));
