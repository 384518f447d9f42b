import type { Metadata } from 'next';
import { VersionsPage } from '@/components/versions/versions-page';

export const metadata: Metadata = { title: 'Versions' };

export default async function Page({ params }: { params: Promise<{ tenant: string; id: string }> }) {
  const { tenant, id } = await params;
  return <VersionsPage tenant={tenant} workflowId={id} />;
}
