'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { LIMIT_GROUPS } from '@/core/limits/limits';
import { useTRPC } from '@/components/api/trpc-provider';
import { PageFrame } from '@/components/shell/page-frame';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Skeleton } from '@/components/ui/skeleton';
import { LimitRow } from './limit-row';

/** How much of everything the tenant may have: what holds, what one may choose, and who chose it. */
export function LimitsPage() {
  const t = useTranslations('limits');
  const trpc = useTRPC();
  const tenant = useTenant();
  const limits = useQuery(trpc.limit.list.queryOptions({ tenant: tenant.slug }));
  const mayChange = tenant.may('tenant:write');
  return (
    <PageFrame title={t('title')} text={t('text')}>
      {limits.isError ? (
        <QueryError error={limits.error} onRetry={() => void limits.refetch()} />
      ) : limits.isPending ? (
        <Skeleton className="h-96 w-full" />
      ) : (
        <div className="flex flex-col gap-6">
          {LIMIT_GROUPS.map((group) => (
            <section key={group} aria-labelledby={`limits-${group}`}>
              <h2 id={`limits-${group}`} className="mb-2 text-[13px] font-semibold">
                {t(`group.${group}`)}
              </h2>
              <ul className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card">
                {limits.data.items
                  .filter((limit) => limit.group === group)
                  .map((limit) => (
                    <LimitRow key={limit.name} limit={limit} mayChange={mayChange} />
                  ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </PageFrame>
  );
}
