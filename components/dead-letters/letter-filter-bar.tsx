'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FAILURE_CATEGORIES } from '@/core/dead-letters/failure-category';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { SpanChoice } from '@/components/lists/span-choice';
import type { FilterControl } from '@/components/lists/use-address-filters';
import { WorkflowChoice } from '@/components/lists/workflow-choice';
import { Button } from '@/components/ui/button';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { isNarrowed, LETTER_VIEWS, NO_LETTER_FILTERS, type LetterFilters } from './letter-filters';

const STATUSES = ['open', 'handled'] as const;

interface BarProps {
  control: FilterControl<LetterFilters>;
  /** Name of the step that the list is narrowed to, where it is known. */
  nodeName: string | null;
}

/** A filter that came with a link, and the way to take it off. */
function Chip({ text, name, onRemove }: { text: string; name: string; onRemove(): void }) {
  const t = useTranslations('deadLetters');
  return (
    <span className="inline-flex h-8 items-center gap-1 rounded-md border border-border bg-surface-sunken pr-1 pl-2.5 text-[13px]">
      <span className="max-w-48 truncate">{text}</span>
      <Button variant="ghost" size="icon-sm" aria-label={t('removeFilter', { name })} onClick={onRemove}>
        <X />
      </Button>
    </span>
  );
}

function Chips({ control, nodeName }: BarProps) {
  const t = useTranslations('deadLetters');
  const { filters, change } = control;
  const node = filters.nodeId === '-' ? t('wholeRun') : (nodeName ?? filters.nodeId);
  const code = [filters.code, filters.answerStatus].filter((part) => part !== null).join(' ');
  return (
    <>
      {filters.nodeId === null ? null : (
        <Chip
          text={t('filterNode', { name: node ?? '' })}
          name={node ?? ''}
          onRemove={() => change({ nodeId: null })}
        />
      )}
      {code === '' ? null : (
        <Chip
          text={t('filterCode', { code })}
          name={code}
          onRemove={() => change({ code: null, answerStatus: null })}
        />
      )}
    </>
  );
}

function ViewChoice({ control: { filters, change } }: Pick<BarProps, 'control'>) {
  const t = useTranslations('deadLetters');
  return (
    <ToggleGroup
      type="single"
      aria-label={t('views')}
      className="ml-auto"
      value={filters.view}
      onValueChange={(value) =>
        change({ view: LETTER_VIEWS.find((known) => known === value) ?? filters.view })
      }
    >
      <ToggleGroupItem value="causes" data-testid="letters.view.causes">
        {t('byCause')}
      </ToggleGroupItem>
      <ToggleGroupItem value="runs" data-testid="letters.view.runs">
        {t('oneByOne')}
      </ToggleGroupItem>
    </ToggleGroup>
  );
}

/** Open or handled, what they are narrowed to, and how they are shown. */
export function LetterFilterBar({ control, nodeName }: BarProps) {
  const t = useTranslations('deadLetters');
  const { filters, change } = control;
  const clear = () => change({ ...NO_LETTER_FILTERS, status: filters.status, view: filters.view });
  return (
    <FilterBar
      isFiltered={isNarrowed(filters)}
      onClear={clear}
      testId="letters.filter.clear"
      end={<ViewChoice control={control} />}
    >
      <ToggleGroup
        type="single"
        aria-label={t('filterStatus')}
        value={filters.status}
        onValueChange={(value) => change({ status: value === 'handled' ? 'handled' : 'open' })}
      >
        {STATUSES.map((status) => (
          <ToggleGroupItem key={status} value={status} data-testid={`letters.status.${status}`}>
            {t(`status.${status}`)}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      <ChoiceFilter
        label={t('filterCategory')}
        all={t('allCategories')}
        value={filters.category}
        testId="letters.filter.category"
        choices={FAILURE_CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
        onChange={(category) => change({ category })}
      />
      <WorkflowChoice
        value={filters.workflowId}
        testId="letters.filter.workflow"
        onChange={(workflowId) => change({ workflowId })}
      />
      <SpanChoice value={filters.span} testId="letters.filter.time" onChange={(span) => change({ span })} />
      <Chips control={control} nodeName={nodeName} />
    </FilterBar>
  );
}
