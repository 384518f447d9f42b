'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { errorCodeOf } from '@/components/api/trpc-provider';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** A failed query in words: what happened, the code, and a way to try again. */
export function QueryError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('ui');
  const code = errorCodeOf(error);
  const text =
    code === null ? t('error.offline') : error instanceof Error ? error.message : t('error.generic');
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={t('error.title')}
        description={
          <>
            {text}
            {code ? <span className="mt-1 block font-mono text-xs">{t('error.code', { code })}</span> : null}
          </>
        }
        actions={<Button onClick={onRetry}>{t('tryAgain')}</Button>}
      />
    </div>
  );
}
