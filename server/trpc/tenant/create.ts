import { z } from 'zod';
import { tenantSlugSchema } from '@/core/contracts/identifiers';
import { tenantNameSchema } from '@/core/contracts/people';
import { createTenant } from '@/services/tenants/create-tenant';
import { signedInProcedure } from '../procedures';

/** A new tenant with the caller as its owner. */
export const create = signedInProcedure
  .input(z.strictObject({ name: tenantNameSchema, slug: tenantSlugSchema.optional() }))
  .output(z.object({ slug: tenantSlugSchema }))
  .mutation(({ ctx, input }) => createTenant(ctx.deps, { userId: ctx.session.user.id, ...input }));
