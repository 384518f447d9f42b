'use client';
import { useTranslations } from 'next-intl';
import { AUDIT_ACTIONS, AUDIT_NOUNS, nounOf, type AuditKind } from '@/core/contracts/audit';
import { ChoiceFilter } from '@/components/lists/choice-filter';
import { FilterBar } from '@/components/lists/filter-bar';
import { TimeFilter } from '@/components/lists/time-filter';
import { TypedFilter } from '@/components/lists/typed-filter';
import type { FilterControl } from '@/components/lists/use-address-filters';
import type { AuditFilters } from './audit-filters';
import type { Actors } from './use-actors';

/** Each kind of thing with all of its actions, then the next. */
function useActionChoices(): { value: AuditKind; label: string }[] {
  const t = useTranslations('audit');
  return AUDIT_NOUNS.flatMap((noun) => {
    const actions = AUDIT_ACTIONS.filter((action) => nounOf(action) === noun);
    const each = actions.map((value) => ({ value, label: t(`action.${value}`) }));
    // One action alone is everything.
    if (actions.length === 1) return each;
    return [{ value: noun, label: t('everything', { noun: t(`noun.${noun}`) }) }, ...each];
  });
}

/** Narrows the audit log: text, who, what, when. */
export function AuditFilterBar({
  control,
  actors,
}: {
  control: FilterControl<AuditFilters>;
  actors: Actors;
}) {
  const t = useTranslations('audit');
  const { filters, change } = control;
  const actions = useActionChoices();
  return (
    <FilterBar isFiltered={control.isFiltered} onClear={control.clear} testId="audit.filter.clear">
      <TypedFilter
        label={t('filterText')}
        text={filters.text}
        testId="audit.filter.text"
        onChange={(text) => change({ text })}
      />
      <ChoiceFilter
        label={t('filterActor')}
        all={t('anybody')}
        value={filters.actor}
        testId="audit.filter.actor"
        choices={actors.choices(filters.actor)}
        onChange={(actor) => change({ actor })}
      />
      <ChoiceFilter
        label={t('filterAction')}
        all={t('anything')}
        value={filters.action}
        testId="audit.filter.action"
        choices={actions}
        onChange={(action) => change({ action })}
      />
      <TimeFilter value={filters} testId="audit.filter" onChange={change} />
    </FilterBar>
  );
}
