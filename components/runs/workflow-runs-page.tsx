'use client';
import { useTranslations } from 'next-intl';
import { WorkflowPage } from '@/components/workflows/workflow-page';
import { RunsList } from './runs-list';

/** The runs of one workflow, beside its editor and its versions. */
export function WorkflowRunsPage({ workflowId }: { workflowId: string }) {
  const t = useTranslations('runs');
  return (
    <WorkflowPage workflowId={workflowId} current="runs" label={t('title')}>
      <RunsList workflowId={workflowId} />
    </WorkflowPage>
  );
}
