'use client';
import Link from 'next/link';
import { MailX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PageFrame } from '@/components/shell/page-frame';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { RunsList } from './runs-list';

/** All runs of the tenant. */
export function RunsPage() {
  const t = useTranslations('runs');
  const letters = useTranslations('deadLetters');
  const tenant = useTenant();
  return (
    <PageFrame
      title={t('title')}
      text={t('text')}
      actions={
        <Button asChild>
          <Link href={tenant.href('/dead-letters')} data-testid="runs.dead-letters">
            <MailX /> {letters('link')}
          </Link>
        </Button>
      }
    >
      <RunsList />
    </PageFrame>
  );
}
