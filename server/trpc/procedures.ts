import { z } from 'zod';
import type { Permission } from '@/core/access/roles';
import { demand } from '@/core/access/tenant-scope';
import { cursorSchema, pageLimitSchema, tenantSlugSchema } from '@/core/contracts/identifiers';
import { UserProblem, isAppError } from '@/core/errors/app-error';
import { resolveTenantScope } from '../auth/tenant-scope';
import { familyError } from '../http/family-error';
import { toTrpcError } from './errors';
import { inOneGo } from './in-one-go';
import { t } from './init';

/** Turns thrown family errors into tRPC's, so that status and code are right however deep they were thrown. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause !== undefined) {
    const error = familyError(result.error.cause);
    if (error.family !== 'bug' || isAppError(result.error.cause)) throw toTrpcError(error);
  }
  return result;
});

/** Anyone may call it. Used for set-up and invites only. */
export const publicProcedure = t.procedure.use(mapErrors);

/** A signed-in person, in no tenant. */
export const signedInProcedure = t.procedure.use(mapErrors).use(({ ctx, next }) => {
  if (ctx.session === null) throw toTrpcError(UserProblem.unauthenticated());
  return next({ ctx: { ...ctx, session: ctx.session } });
});

/**
 * A member of the tenant that the input names, whose role holds the permission. Membership is looked up for each
 * request; the permission is checked here and again by the service (two walls fail independently).
 */
export function tenantProcedure(permission: Permission) {
  return signedInProcedure
    .input(inOneGo(z.object({ tenant: tenantSlugSchema })))
    .use(({ ctx, input, next }) => {
      const scope = resolveTenantScope(ctx.session, input.tenant);
      demand(scope, permission);
      return next({ ctx: { ...ctx, scope } });
    });
}

/** The strict input of a tenant procedure: its own fields and the tenant's slug. */
export function tenantInput<S extends z.core.$ZodLooseShape>(shape: S) {
  return inOneGo(z.strictObject({ tenant: tenantSlugSchema, ...shape }));
}

/** The strict input of a list: with its page, and the direction that a client's infinite query always sends. */
export function pagedTenantInput<S extends z.core.$ZodLooseShape>(shape: S) {
  return tenantInput({
    cursor: cursorSchema.optional(),
    limit: pageLimitSchema.default(50),
    direction: z.literal('forward').optional(),
    ...shape,
  });
}

/** What a service is handed: the scope already says which tenant, and lists have one direction. */
export function withoutTenant<T extends { tenant: string; direction?: unknown }>(
  input: T,
): Omit<T, 'tenant' | 'direction'> {
  const { tenant: _, direction: __, ...rest } = input;
  return rest;
}
