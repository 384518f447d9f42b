import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WorkflowRunsPage } from '@/components/runs/workflow-runs-page';

export const metadata: Metadata = { title: 'Runs' };

export default async function Page({ params }: { params: Promise<{ tenant: string; id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <WorkflowRunsPage workflowId={id} />
    </Suspense>
  );
}
