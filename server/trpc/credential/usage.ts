import { credentialUsageSchema } from '@/core/contracts/credentials';
import { rowIdSchema } from '@/core/contracts/identifiers';
import { credentialUsage } from '@/services/credentials/credential-usage';
import { tenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Workflows that use a credential. */
export const usage = tenantProcedure('credential:use')
  .input(tenantInput({ id: rowIdSchema }))
  .output(credentialUsageSchema)
  .query(({ ctx, input }) => credentialUsage(ctx.deps, ctx.scope, withoutTenant(input)));
