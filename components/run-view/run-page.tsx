'use client';
import dynamic from 'next/dynamic';
import { EditorSkeleton } from '@/components/editor/editor-skeleton';

const RunPageView = dynamic(async () => (await import('./run-page-view')).RunPageView, {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

/** The page of one run. Drawn in the browser only: the canvas has nothing to say to a server. */
export function RunPage({ tenant, runId }: { tenant: string; runId: string }) {
  return <RunPageView key={runId} tenant={tenant} runId={runId} />;
}
