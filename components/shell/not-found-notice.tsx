'use client';
import { Compass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** For addresses that lead nowhere, or nowhere this person may go. */
export function NotFoundNotice() {
  const t = useTranslations('ui.error');
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={<Compass />}
        title={t('notFoundTitle')}
        description={t('notFoundText')}
        actions={
          <Button asChild variant="primary">
            <Link href="/">{t('goHome')}</Link>
          </Button>
        }
      />
    </main>
  );
}
