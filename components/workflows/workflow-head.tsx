'use client';
import type { ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { WorkflowTabs, type WorkflowTab } from './workflow-tabs';

/** What stands above every view of one workflow but its editor: its name, and the ways to the other views. */
export function WorkflowHead({
  name,
  tenant,
  workflowId,
  current,
  children,
}: {
  /** Undefined until it is known. */
  name: string | undefined;
  tenant: string;
  workflowId: string;
  current: WorkflowTab;
  /** Stands between the name and the tabs. */
  children?: ReactNode;
}) {
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-border bg-surface px-4">
      {name === undefined ? (
        <Skeleton className="h-5 w-40" />
      ) : (
        <h1 className="truncate text-sm font-semibold">{name}</h1>
      )}
      {children}
      <WorkflowTabs tenant={tenant} workflowId={workflowId} current={current} />
    </header>
  );
}
