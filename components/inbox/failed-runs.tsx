'use client';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { CauseList } from '@/components/dead-letters/cause-list';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';

const LOOK_MS = 10_000;

/** Failed runs by their cause, with what can be done about all of them. */
export function FailedRuns() {
  const t = useTranslations('inbox');
  const trpc = useTRPC();
  const tenant = useTenant();
  const groups = useQuery(
    trpc.deadLetter.groups.queryOptions({ tenant: tenant.slug }, { refetchInterval: LOOK_MS }),
  );
  if (groups.isError) return <QueryError error={groups.error} onRetry={() => void groups.refetch()} />;
  if (groups.isPending) return <Skeleton className="h-72 w-full" />;
  if (groups.data.groups.length === 0) {
    return (
      <div className="rounded-lg border border-border bg-surface shadow-card">
        <EmptyState icon={<CircleCheck />} title={t('noFailuresTitle')} description={t('noFailuresText')} />
      </div>
    );
  }
  return (
    <>
      <CauseList groups={groups.data.groups} isOpen />
      <Link
        href={tenant.href('/dead-letters')}
        className="mt-2 inline-flex min-h-6 items-center text-xs text-accent hover:underline"
      >
        {t('allFailures')}
      </Link>
    </>
  );
}
