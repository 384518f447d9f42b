'use client';
import dynamic from 'next/dynamic';
import { EditorSkeleton } from './editor-skeleton';

const WorkflowEditor = dynamic(async () => (await import('./workflow-editor')).WorkflowEditor, {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

/** The page of the editor. Drawn in the browser only: the canvas has nothing to say to a server. */
export function EditorPage({ tenant, workflowId }: { tenant: string; workflowId: string }) {
  return <WorkflowEditor key={workflowId} tenant={tenant} workflowId={workflowId} />;
}
