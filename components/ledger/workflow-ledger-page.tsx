'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { Skeleton } from '@/components/ui/skeleton';
import { WorkflowTabs } from '@/components/versions/workflow-tabs';
import { WorkflowLedger } from './workflow-ledger';

/** The ledger of one workflow, beside its editor, its runs and its versions. */
export function WorkflowLedgerPage({ workflowId }: { workflowId: string }) {
  const t = useTranslations('ledger');
  const trpc = useTRPC();
  const tenant = useTenant();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ tenant: tenant.slug, id: workflowId }));
  if (workflow.isError) {
    return <QueryError error={workflow.error} onRetry={() => void workflow.refetch()} />;
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-13 shrink-0 items-center gap-2 border-b border-border bg-surface px-4">
        {workflow.data ? (
          <h1 className="truncate text-sm font-semibold">{workflow.data.name}</h1>
        ) : (
          <Skeleton className="h-5 w-40" />
        )}
        <WorkflowTabs tenant={tenant.slug} workflowId={workflowId} current="ledger" />
      </header>
      <section
        aria-label={t('title')}
        className="mx-auto min-h-0 w-full max-w-6xl flex-1 overflow-y-auto px-8 py-6"
      >
        <p className="mb-3 text-[13px] text-muted">{t('text')}</p>
        <WorkflowLedger workflowId={workflowId} />
      </section>
    </div>
  );
}
