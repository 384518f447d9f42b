import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WorkflowLedgerPage } from '@/components/ledger/workflow-ledger-page';

export const metadata: Metadata = { title: 'Ledger' };

export default async function Page({ params }: { params: Promise<{ tenant: string; id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <WorkflowLedgerPage workflowId={id} />
    </Suspense>
  );
}
