import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';

export default async function TenantLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}) {
  const { tenant } = await params;
  return <AppShell tenant={tenant}>{children}</AppShell>;
}
