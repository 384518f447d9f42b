'use client';
import { ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RUN_STATUSES } from '@/core/engine/types';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { TimeFilter } from '@/components/lists/time-filter';
import { TypedFilter } from '@/components/lists/typed-filter';
import type { FilterControl } from '@/components/lists/use-address-filters';
import { WorkflowChoice } from '@/components/lists/workflow-choice';
import { StatusIcon } from '@/components/run-view/status-icon';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { RUN_TRIGGERS, type RunFilters } from './run-filters';

interface BarProps {
  control: FilterControl<RunFilters>;
  /** The list is that of one workflow: there is none to choose. */
  hasWorkflow: boolean;
}

function StatusFilter({ control }: Pick<BarProps, 'control'>) {
  const t = useTranslations('runs');
  const { status } = control.filters;
  const label =
    status.length === 0
      ? t('allStatuses')
      : status.length === 1 && status[0]
        ? t(`status.${status[0]}`)
        : t('statusCount', { count: status.length });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button data-testid="runs.filter.status" aria-label={`${t('filterStatus')}: ${label}`}>
          <ListFilter /> {label}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {RUN_STATUSES.map((name) => (
          <DropdownMenuCheckboxItem
            key={name}
            checked={status.includes(name)}
            data-testid={`runs.filter.status.${name}`}
            // Several can be chosen in one go.
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(checked) =>
              control.change({
                status: RUN_STATUSES.filter((one) => (one === name ? checked : status.includes(one))),
              })
            }
          >
            <StatusIcon status={name} className="!text-current" /> {t(`status.${name}`)}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Narrows a list of runs: text, status, workflow, trigger, time. */
export function RunFilterBar({ control, hasWorkflow }: BarProps) {
  const t = useTranslations('runs');
  const { filters, change } = control;
  return (
    <FilterBar isFiltered={control.isFiltered} onClear={control.clear} testId="runs.filter.clear">
      <TypedFilter
        label={t('filterText')}
        text={filters.text}
        testId="runs.filter.text"
        onChange={(text) => change({ text })}
      />
      <StatusFilter control={control} />
      {hasWorkflow ? (
        <WorkflowChoice
          value={filters.workflowId}
          testId="runs.filter.workflow"
          onChange={(workflowId) => change({ workflowId })}
        />
      ) : null}
      <ChoiceFilter
        label={t('filterTrigger')}
        all={t('allTriggers')}
        value={filters.trigger}
        testId="runs.filter.trigger"
        choices={RUN_TRIGGERS.map((value) => ({ value, label: t(`trigger.${value}`) }))}
        onChange={(trigger) => change({ trigger })}
      />
      <TimeFilter value={filters} testId="runs.filter" onChange={change} />
    </FilterBar>
  );
}
