import { credentialViewSchema } from '@/core/contracts/credentials';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { getCredential } from '@/services/credentials/get-credential';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** A credential without its secrets. */
export const get = tenantProcedure('credential:read')
  .input(tenantInput({ id: rowIdSchema }))
  .output(credentialViewSchema)
  .query(({ ctx, input }) => getCredential(ctx.deps, ctx.scope, withoutTenant(input)));
