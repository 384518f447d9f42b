import type { Metadata } from 'next';
import { RunPage } from '@/components/run-view/run-page';

export const metadata: Metadata = { title: 'Run' };

export default async function Page({ params }: { params: Promise<{ tenant: string; id: string }> }) {
  const { tenant, id } = await params;
  return <RunPage tenant={tenant} runId={id} />;
}
