'use client';
import dynamic from 'next/dynamic';
import { EditorSkeleton } from '@/components/editor/editor-skeleton';

const VersionsView = dynamic(async () => (await import('./versions-view')).VersionsView, {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

/** The versions of a workflow. Drawn in the browser only, like every canvas. */
export function VersionsPage({ tenant, workflowId }: { tenant: string; workflowId: string }) {
  return <VersionsView key={workflowId} tenant={tenant} workflowId={workflowId} />;
}
