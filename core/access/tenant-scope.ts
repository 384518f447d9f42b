/**
 * Who acts in which tenant. Made only where membership was just checked (server/auth, the CLI, the worker for its own
 * runs), so holding one is proof of the check; every repository and service function takes it first.
 */
import type { Permission, Role } from './roles';
import { can } from './roles';
import { UserProblem } from '@/core/errors/app-error';

declare const checked: unique symbol;

export interface Actor {
  kind: 'user' | 'api-key' | 'system';
  /** User id, API key id, or the name of the process part (`cli`, `worker`). */
  id: string;
}

export interface TenantScope {
  readonly [checked]: true;
  readonly tenantId: string;
  readonly tenantSlug: string;
  readonly role: Role;
  readonly scopes?: readonly Permission[];
  readonly actor: Actor;
}

/** Vouches for a membership that was just checked. The import rules allow this call at the borders only. */
export function vouchTenantScope(init: Omit<TenantScope, typeof checked>): TenantScope {
  return init as TenantScope;
}

/** Throws `access.forbidden` unless the scope holds the permission. First line of every service function. */
export function demand(scope: TenantScope, permission: Permission): void {
  if (!can(scope, permission)) throw UserProblem.forbidden(permission);
}
