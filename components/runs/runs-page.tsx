'use client';
import { useTranslations } from 'next-intl';
import { PageFrame } from '@/components/shell/page-frame';
import { RunsList } from './runs-list';

/** All runs of the tenant. */
export function RunsPage() {
  const t = useTranslations('runs');
  return (
    <PageFrame title={t('title')} text={t('text')}>
      <RunsList />
    </PageFrame>
  );
}
