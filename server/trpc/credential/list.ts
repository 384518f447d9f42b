import { z } from 'zod';
import { CREDENTIAL_KINDS } from '@/core/credentials/kinds';
import { credentialKindSchema, credentialPageSchema } from '@/core/contracts/credentials';
import { searchSchema } from '@/core/contracts/identifiers';
import { listCredentials } from '@/services/credentials/list-credentials';
import { pagedTenantInput, tenantProcedure, withoutTenant } from '../procedures';

/** Credentials by name, without their secrets. */
export const list = tenantProcedure('credential:read')
  .input(
    pagedTenantInput({
      search: searchSchema.optional(),
      kind: credentialKindSchema.optional(),
      kinds: z.array(credentialKindSchema).max(CREDENTIAL_KINDS.length).optional(),
    }),
  )
  .output(credentialPageSchema)
  .query(({ ctx, input }) => listCredentials(ctx.deps, ctx.scope, withoutTenant(input)));
