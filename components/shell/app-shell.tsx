'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { LetterProgress } from '@/components/dead-letters/letter-progress';
import { LiveProvider } from '@/components/api/live-provider';
import { errorCodeOf, useTRPC } from '@/components/api/trpc-provider';
import { CommandMenu } from '@/components/command-menu/command-menu';
import { KeyboardMap } from '@/components/command-menu/keyboard-map';
import { Skeleton } from '@/components/ui/skeleton';
import { NavRail } from './nav-rail';
import { NotFoundNotice } from './not-found-notice';
import { QueryError } from './query-error';
import { rememberTenant } from './start-redirect';
import { TenantProvider } from './tenant-context';

/** Rail, tenant and live stream around every page of a tenant. */
export function AppShell({ tenant, children }: { tenant: string; children: ReactNode }) {
  const t = useTranslations('shell');
  const trpc = useTRPC();
  const router = useRouter();
  const path = usePathname();
  const current = useQuery(trpc.tenant.get.queryOptions({ tenant }, { staleTime: 60_000 }));
  const me = useQuery(trpc.session.me.queryOptions(undefined, { staleTime: 60_000 }));
  const code = errorCodeOf(current.error ?? me.error);
  const isSignedOut = code === 'access.unauthenticated';
  // Leaving the page follows from what the server said.
  useEffect(() => {
    if (isSignedOut) router.replace(`/sign-in?next=${encodeURIComponent(path)}`);
  }, [isSignedOut, router, path]);
  useEffect(() => {
    if (current.data) rememberTenant(current.data.slug);
  }, [current.data]);

  if (current.data && me.data) {
    const { slug, name, role, permissions } = current.data;
    return (
      <TenantProvider
        value={{
          ...{ slug, name, role, permissions },
          userId: me.data.user.id,
          publicUrl: me.data.publicUrl ?? window.location.origin,
        }}
      >
        <LiveProvider key={slug} tenant={slug}>
          <a
            href="#content"
            className="sr-only rounded-md bg-surface-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
          >
            {t('skipToContent')}
          </a>
          <div className="flex h-dvh overflow-hidden">
            <NavRail user={me.data.user} memberships={me.data.memberships} />
            <main id="content" className="min-w-0 flex-1 overflow-auto">
              {children}
            </main>
          </div>
          <CommandMenu memberships={me.data.memberships} />
          <KeyboardMap />
          <LetterProgress />
        </LiveProvider>
      </TenantProvider>
    );
  }
  if (code === 'tenant.not-found') return <NotFoundNotice />;
  const error = isSignedOut ? null : (current.error ?? me.error);
  if (error)
    return <QueryError error={error} onRetry={() => void Promise.all([current.refetch(), me.refetch()])} />;
  return (
    <div className="flex h-dvh" aria-busy>
      <div className="w-52 border-r border-border p-3">
        <Skeleton className="h-8 w-full" />
        <Skeleton className="mt-4 h-40 w-full" />
      </div>
      <div className="flex-1 p-8">
        <Skeleton className="h-7 w-48" />
      </div>
    </div>
  );
}
