'use client';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Tooltip } from '@/components/ui/tooltip';

/** Says that a run stands for several events. */
export function GatheredBadge({ events }: { events: number | undefined }) {
  const t = useTranslations('run.page');
  if (events === undefined || events < 2) return null;
  return (
    <Tooltip content={t('gatheredText')}>
      <span className="inline-flex" data-testid="run.events">
        <Badge>{t('gathered', { count: events })}</Badge>
      </span>
    </Tooltip>
  );
}
