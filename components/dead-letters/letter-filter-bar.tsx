'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FAILURE_CATEGORIES } from '@/core/dead-letters/failure-category';
import { useTRPC } from '@/components/api/trpc-provider';
import { ChoiceFilter } from '@/components/ledger/choice-filter';
import type { FilterControl } from '@/components/ledger/use-address-filters';
import { RUN_SPANS, type RunSpan } from '@/components/runs/run-filters';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import { ToggleGroup, ToggleGroupItem } from '@/components/ui/toggle-group';
import { isNarrowed, LETTER_VIEWS, NO_LETTER_FILTERS, type LetterFilters } from './letter-filters';

const SPANS = Object.keys(RUN_SPANS) as RunSpan[]; // the keys of a constant
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

function WorkflowChoice({ control }: Pick<BarProps, 'control'>) {
  const t = useTranslations('deadLetters');
  const trpc = useTRPC();
  const tenant = useTenant();
  const { workflowId } = control.filters;
  const list = useQuery(trpc.workflow.list.queryOptions({ tenant: tenant.slug, limit: 100 }));
  const chosen = useQuery({
    ...trpc.workflow.get.queryOptions({ tenant: tenant.slug, id: workflowId ?? '' }),
    enabled: workflowId !== null && list.isSuccess && !list.data.items.some(({ id }) => id === workflowId),
  });
  const items = [...(list.data?.items ?? []), ...(chosen.data ? [chosen.data] : [])];
  return (
    <ChoiceFilter
      label={t('filterWorkflow')}
      all={t('allWorkflows')}
      value={workflowId}
      testId="letters.filter.workflow"
      choices={items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(value) => control.change({ workflowId: value })}
    />
  );
}

/** Open or handled, what they are narrowed to, and how they are shown. */
export function LetterFilterBar({ control, nodeName }: BarProps) {
  const t = useTranslations('deadLetters');
  const spans = useTranslations('runs.span');
  const { filters, change } = control;
  const clear = () => change({ ...NO_LETTER_FILTERS, status: filters.status, view: filters.view });
  return (
    <div role="search" aria-label={t('filters')} className="mb-3 flex flex-wrap items-center gap-2">
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
        onChange={(value) =>
          change({ category: FAILURE_CATEGORIES.find((known) => known === value) ?? null })
        }
      />
      <WorkflowChoice control={control} />
      <ChoiceFilter
        label={t('filterTime')}
        all={t('anyTime')}
        value={filters.span}
        testId="letters.filter.time"
        choices={SPANS.map((value) => ({ value, label: spans(value) }))}
        onChange={(value) => change({ span: SPANS.find((known) => known === value) ?? null })}
      />
      <Chips control={control} nodeName={nodeName} />
      {isNarrowed(filters) ? (
        <Button variant="ghost" data-testid="letters.filter.clear" onClick={clear}>
          <X /> {t('clear')}
        </Button>
      ) : null}
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
    </div>
  );
}
