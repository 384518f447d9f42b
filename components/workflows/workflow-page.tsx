'use client';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/api/trpc-provider';
import { QueryError } from '@/components/shell/query-error';
import { useTenant } from '@/components/shell/tenant-context';
import { WorkflowHead } from './workflow-head';
import type { WorkflowTab } from './workflow-tabs';

/** A view of one workflow beside its editor: a list that is this workflow's alone. */
export function WorkflowPage({
  workflowId,
  current,
  label,
  children,
}: {
  workflowId: string;
  current: WorkflowTab;
  /** Of the region that holds the list. */
  label: string;
  children: ReactNode;
}) {
  const trpc = useTRPC();
  const tenant = useTenant();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ tenant: tenant.slug, id: workflowId }));
  if (workflow.isError) {
    return <QueryError error={workflow.error} onRetry={() => void workflow.refetch()} />;
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <WorkflowHead
        name={workflow.data?.name}
        tenant={tenant.slug}
        workflowId={workflowId}
        current={current}
      />
      <section
        aria-label={label}
        className="mx-auto min-h-0 w-full max-w-6xl flex-1 overflow-y-auto px-8 py-6"
      >
        {children}
      </section>
    </div>
  );
}
