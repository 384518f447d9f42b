import type { Metadata } from 'next';
import { EditorPage } from '@/components/editor/editor-page';

export const metadata: Metadata = { title: 'Editor' };

export default async function Page({ params }: { params: Promise<{ tenant: string; id: string }> }) {
  const { tenant, id } = await params;
  return <EditorPage tenant={tenant} workflowId={id} />;
}
