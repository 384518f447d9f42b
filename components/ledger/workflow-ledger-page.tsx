'use client';
import { useTranslations } from 'next-intl';
import { WorkflowPage } from '@/components/workflows/workflow-page';
import { WorkflowLedger } from './workflow-ledger';

/** The ledger of one workflow, beside its editor, its runs and its versions. */
export function WorkflowLedgerPage({ workflowId }: { workflowId: string }) {
  const t = useTranslations('ledger');
  return (
    <WorkflowPage workflowId={workflowId} current="ledger" label={t('title')}>
      <p className="mb-3 text-[13px] text-muted">{t('text')}</p>
      <WorkflowLedger workflowId={workflowId} />
    </WorkflowPage>
  );
}
