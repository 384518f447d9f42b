'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** Draft, published, or published with changes since. */
export function WorkflowState({
  workflow,
}: {
  workflow: { publishedVersion: number | null; draftChanged: boolean };
}) {
  const t = useTranslations('workflows.state');
  const { publishedVersion: version, draftChanged } = workflow;
  if (version === null) return <Badge>{t('draft')}</Badge>;
  return (
    <Badge tone={draftChanged ? 'warning' : 'success'}>
      {t(draftChanged ? 'changed' : 'published', { version })}
    </Badge>
  );
}
