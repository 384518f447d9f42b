import { z } from 'zod';
import { tenantSlugSchema } from '@/core/contracts/identifiers';
import { tenantNameSchema } from '@/core/contracts/people';
import { createTenant } from '@/services/tenants/create-tenant';
import { signedInProcedure } from '../procedures';

/** A new tenant with the caller as its owner. */
export const create = signedInProcedure
  .input(z.strictObject({ name: tenantNameSchema, slug: tenantSlugSchema.optional() }))
  .output(z.object({ slug: tenantSlugSchema }))
  .mutation(async ({ ctx, input }) => {
    const userId = ctx.session.user.id;
    const created = await createTenant(ctx.deps, { userId, ...input });
    // The next request is for the new tenant, and may be faster than the message that says so.
    ctx.deps.sessions.forget(userId);
    return created;
  });
