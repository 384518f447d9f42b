'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from '@/components/ui/toast';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { describeDevice } from './describe-device';

/** Where the person is signed in. */
export function SessionsPage() {
  const t = useTranslations('shell.account');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const sessions = useQuery(trpc.session.list.queryOptions());
  const revoke = useMutation(
    trpc.session.revoke.mutationOptions({
      onSuccess: () => {
        toast.success(t('revoked'));
        return queries.invalidateQueries(trpc.session.list.pathFilter());
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <PageFrame title={t('title')} text={t('text')}>
      {sessions.isError ? (
        <QueryError error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : null}
      {sessions.isPending ? <Skeleton className="h-40 w-full" /> : null}
      {sessions.data ? (
        <ul className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card">
          {sessions.data.items.map((session) => (
            <li key={session.id} className="flex items-center gap-3 px-4 py-3">
              <Monitor className="size-4 text-muted" aria-hidden />
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 text-[13px] font-medium">
                  {describeDevice(session.userAgent) ?? t('unknownDevice')}
                  {session.current ? <Badge tone="success">{t('current')}</Badge> : null}
                </p>
                <p className="text-xs text-muted">
                  {session.ip} · {t('lastSeen')} <RelativeTime iso={session.lastSeenAt} />
                </p>
              </div>
              {session.current ? null : (
                <Button onClick={() => revoke.mutate({ id: session.id })} disabled={revoke.isPending}>
                  {t('revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </PageFrame>
  );
}
