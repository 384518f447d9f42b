'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Instead of a blank page. `reference` finds the server's log line. */
export function CrashNotice({ reference, onRetry }: { reference: string | null; onRetry: () => void }) {
  const t = useTranslations('ui');
  return (
    <main className="flex min-h-dvh items-center justify-center" role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={t('error.title')}
        description={
          <>
            {t('error.generic')}
            {reference ? (
              <span className="mt-1 block font-mono text-xs">{t('error.code', { code: reference })}</span>
            ) : null}
          </>
        }
        actions={
          <Button variant="primary" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        }
      />
    </main>
  );
}
