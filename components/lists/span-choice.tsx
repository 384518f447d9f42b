'use client';
import { useTranslations } from 'next-intl';
import { ChoiceFilter } from './choice-filter';
import { SPAN_NAMES, type TimeSpan } from './time-span';

/** The last hour, day, week or month, or any time. */
export function SpanChoice({
  value,
  testId,
  onChange,
}: {
  value: TimeSpan | null;
  testId: string;
  onChange(value: TimeSpan | null): void;
}) {
  const t = useTranslations('lists');
  return (
    <ChoiceFilter
      label={t('filterTime')}
      all={t('anyTime')}
      value={value}
      testId={testId}
      choices={SPAN_NAMES.map((name) => ({ value: name, label: t(`span.${name}`) }))}
      onChange={onChange}
    />
  );
}
