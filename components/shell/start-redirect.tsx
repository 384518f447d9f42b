'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { errorCodeOf, useTRPC } from '@/components/api/trpc-provider';
import { Skeleton } from '@/components/ui/skeleton';
import { QueryError } from './query-error';

const LAST_TENANT_KEY = 'heddle.last-tenant';

/** Remembers the tenant for the next time somebody opens the bare address. */
export function rememberTenant(slug: string): void {
  try {
    window.localStorage.setItem(LAST_TENANT_KEY, slug);
  } catch {
    // Storage may be forbidden; the first tenant is used then.
  }
}

function lastTenant(): string | null {
  try {
    return window.localStorage.getItem(LAST_TENANT_KEY);
  } catch {
    return null;
  }
}

/** Sends people where they belong: set-up, sign-in, or their tenant. */
export function StartRedirect() {
  const trpc = useTRPC();
  const router = useRouter();
  const me = useQuery(trpc.session.me.queryOptions(undefined, { retry: false }));
  const isSignedOut = me.isError && errorCodeOf(me.error) !== null;
  const setup = useQuery(trpc.setup.status.queryOptions(undefined, { enabled: isSignedOut }));
  // Navigation is an effect of what the server said, not of rendering.
  useEffect(() => {
    if (me.data) {
      const slugs = me.data.memberships.map((membership) => membership.slug);
      const last = lastTenant();
      const slug = last !== null && slugs.includes(last) ? last : slugs[0];
      if (slug !== undefined) router.replace(`/t/${slug}`);
    } else if (setup.data) {
      router.replace(setup.data.needed ? '/setup' : '/sign-in');
    }
  }, [me.data, setup.data, router]);
  if (me.isError && !isSignedOut) return <QueryError error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-3 p-6" aria-busy>
      <Skeleton className="h-6 w-40" />
      <Skeleton className="h-24 w-full" />
    </main>
  );
}
