import type { Metadata } from 'next';
import { Suspense } from 'react';
import { WorkflowsPage } from '@/components/workflows/workflows-page';

export const metadata: Metadata = { title: 'Workflows' };

export default function Page() {
  return (
    <Suspense>
      <WorkflowsPage />
    </Suspense>
  );
}
