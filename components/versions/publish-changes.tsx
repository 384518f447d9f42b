'use client';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { useEditor } from '@/components/editor/editor-context';
import { ChangeSummary } from './change-summary';
import { useDraftChanges } from './use-draft-changes';

/** What the new version will change against the one that is live. */
export function PublishChanges({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations('versions.summary');
  const { tenant, catalog } = useEditor();
  const diff = useDraftChanges(tenant, workflow);
  const { publishedVersion: version, draftChanged } = workflow;
  if (version === null) return <p className="text-[13px] text-muted">{t('first')}</p>;
  if (!draftChanged) return <p className="text-[13px] text-muted">{t('same', { version })}</p>;
  if (!diff) return null;
  return (
    <section className="rounded-lg border border-border p-3" data-testid="publish.changes">
      <h3 className="mb-1.5 text-xs font-medium text-muted">{t('since', { version })}</h3>
      <ChangeSummary diff={diff} catalog={catalog} />
    </section>
  );
}
