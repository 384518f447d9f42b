'use client';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Permission, Role } from '@/core/access/roles';

/** The tenant of this tab and what the person may do in it. */
export interface CurrentTenant {
  slug: string;
  name: string;
  role: Role;
  permissions: readonly Permission[];
  userId: string;
  /** Where others reach this product: `https://flows.example.com`, no slash at the end. */
  publicUrl: string;
}

const TenantContext = createContext<CurrentTenant | null>(null);

export function TenantProvider({ value, children }: { value: CurrentTenant; children: ReactNode }) {
  return <TenantContext.Provider value={value}>{children}</TenantContext.Provider>;
}

/** The tenant of this tab. Only below the shell. */
export function useTenant(): CurrentTenant & {
  may(permission: Permission): boolean;
  href(path: string): string;
} {
  const tenant = useContext(TenantContext);
  if (!tenant) throw new Error('useTenant needs the shell around it.');
  return useMemo(
    () => ({
      ...tenant,
      may: (permission) => tenant.permissions.includes(permission),
      href: (path) => `/t/${tenant.slug}${path}`,
    }),
    [tenant],
  );
}
