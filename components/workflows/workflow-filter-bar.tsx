'use client';
import { useTranslations } from 'next-intl';
import { WORKFLOW_STATES } from '@/core/contracts/workflow-view';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { TypedFilter } from '@/components/lists/typed-filter';
import type { FilterControl } from '@/components/lists/use-address-filters';
import { useTenant } from '@/components/shell/tenant-context';
import { isNarrowed, NO_WORKFLOW_FILTERS, type WorkflowFilters } from './workflow-filters';

/** Narrows and sorts the list of workflows. */
export function WorkflowFilterBar({ control }: { control: FilterControl<WorkflowFilters> }) {
  const t = useTranslations('workflows');
  const tenant = useTenant();
  const { filters, change } = control;
  return (
    <FilterBar
      isFiltered={isNarrowed(filters)}
      onClear={() => change({ ...NO_WORKFLOW_FILTERS, sort: filters.sort })}
      testId="workflows.filter.clear"
      end={
        <div className="ml-auto">
          <ChoiceFilter
            label={t('sort.label')}
            all={t('sort.changed')}
            value={filters.sort === 'changed' ? null : filters.sort}
            testId="workflows.sort"
            choices={[{ value: 'name', label: t('sort.name') }]}
            onChange={(sort) => change({ sort: sort ?? 'changed' })}
          />
        </div>
      }
    >
      <TypedFilter
        label={t('search')}
        text={filters.text}
        testId="workflows.filter.text"
        onChange={(text) => change({ text })}
      />
      <ChoiceFilter
        label={t('filter.state')}
        all={t('filter.anyState')}
        value={filters.state}
        testId="workflows.filter.state"
        choices={WORKFLOW_STATES.map((value) => ({ value, label: t(`filter.${value}`) }))}
        onChange={(state) => change({ state })}
      />
      {tenant.may('run:read') ? (
        <ChoiceFilter
          label={t('filter.runs')}
          all={t('filter.anyRuns')}
          value={filters.failing ? 'failing' : null}
          testId="workflows.filter.runs"
          choices={[{ value: 'failing', label: t('filter.failing') }]}
          onChange={(runs) => change({ failing: runs !== null })}
        />
      ) : null}
    </FilterBar>
  );
}
