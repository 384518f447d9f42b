'use client';
import { CalendarRange } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { SPAN_NAMES, type TimeRange } from './time-span';

/** The last hour, day, week or month, or from one day to another. */
export function TimeFilter({
  value,
  testId,
  onChange,
}: {
  value: TimeRange;
  testId: string;
  onChange(part: Partial<TimeRange>): void;
}) {
  const t = useTranslations('lists');
  const { span, from, to } = value;
  const label = span
    ? t(`span.${span}`)
    : from || to
      ? t('days', { from: from ?? '…', to: to ?? '…' })
      : t('anyTime');
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button data-testid={`${testId}.time`} aria-label={`${t('filterTime')}: ${label}`}>
          <CalendarRange /> {label}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-72 space-y-3" aria-label={t('filterTime')}>
        <div className="grid grid-cols-2 gap-1.5">
          {SPAN_NAMES.map((name) => (
            <Button
              key={name}
              size="sm"
              aria-pressed={span === name}
              variant={span === name ? 'primary' : 'secondary'}
              data-testid={`${testId}.time.${name}`}
              onClick={() => onChange({ span: span === name ? null : name, from: null, to: null })}
            >
              {t(`span.${name}`)}
            </Button>
          ))}
        </div>
        <div className="grid grid-cols-2 gap-2">
          {(['from', 'to'] as const).map((side) => (
            <label key={side} className="space-y-1 text-xs font-medium">
              {t(side)}
              <Input
                type="date"
                data-testid={`${testId}.${side}`}
                value={value[side] ?? ''}
                onChange={({ target }) => onChange({ [side]: target.value || null, span: null })}
              />
            </label>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  );
}
