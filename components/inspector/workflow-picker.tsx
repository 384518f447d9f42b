'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { Picker } from '@/components/ui/picker';
import { SearchList } from '@/components/ui/search-list';

const OFFERED = 50;

export interface WorkflowPickerProps {
  /** Id of the chosen one. */
  value: string | null;
  onChange(id: string | null): void;
  label: string;
  testId: string;
  /** How the chosen one is to be started: those without such a trigger say so. */
  startedBy: 'workflow' | 'error';
  /** Offers to choose none, in these words. */
  none?: string;
  disabled?: boolean;
  isInvalid?: boolean;
}

interface Offer {
  /** null = none. */
  id: string | null;
  name: string;
  isFit: boolean;
}

/** A workflow of the tenant, found by its name with mouse or keyboard. The one that is open is offered only by its name. */
export function WorkflowPicker(props: WorkflowPickerProps) {
  const { value, onChange, label, testId, disabled = false } = props;
  const t = useTranslations('workflowField');
  const { tenant } = useEditor();
  const [isOpen, setOpen] = useState(false);
  const name = useWorkflowName(value);
  const text = value === null ? (props.none ?? t('choose')) : (name ?? t('unknown'));
  return (
    <div className="flex items-center gap-1">
      <Picker
        state={{ isOpen, setOpen }}
        text={text}
        isEmpty={value === null}
        label={label}
        testId={testId}
        disabled={disabled}
        isInvalid={props.isInvalid}
      >
        <Search
          {...props}
          onChoose={(id) => {
            onChange(id);
            setOpen(false);
          }}
        />
      </Picker>
      {value !== null && name !== undefined ? (
        <Link
          href={`/t/${tenant}/workflows/${value}`}
          target="_blank"
          aria-label={t('open', { name })}
          title={t('open', { name })}
          data-testid={`${testId}.open`}
          className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-surface-sunken hover:text-text"
        >
          <ExternalLink className="size-3.5" aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}

/** The field and the list under it; mounted while it is open. */
function Search({
  value,
  testId,
  startedBy,
  none,
  onChoose,
}: WorkflowPickerProps & { onChoose(id: string | null): void }) {
  const t = useTranslations('workflowField');
  const [search, setSearch] = useState('');
  const { offers, isLoaded } = useOffers(search.trim(), startedBy);
  const all: readonly Offer[] =
    none === undefined || search.trim() !== '' ? offers : [{ id: null, name: none, isFit: true }, ...offers];
  const options = all.map(({ id, name, isFit }) => ({
    ...{ key: id ?? 'none', text: name, isChosen: id === value, choose: () => onChoose(id) },
    note: isFit ? null : <span className="shrink-0 text-[11px] text-warning">{t(`unfit.${startedBy}`)}</span>,
  }));
  return (
    <>
      <SearchList
        search={search}
        onSearch={setSearch}
        options={options}
        label={t('search')}
        listLabel={t('search')}
        testId={testId}
      />
      {isLoaded && offers.length === 0 ? (
        <p role="status" className="px-2 py-2 text-xs text-muted">
          {t('nothing')}
        </p>
      ) : null}
    </>
  );
}

function useOffers(search: string, startedBy: 'workflow' | 'error'): { offers: Offer[]; isLoaded: boolean } {
  const trpc = useTRPC();
  const { tenant, workflowId, catalog } = useEditor();
  const list = useQuery({
    ...trpc.workflow.list.queryOptions({ tenant, limit: OFFERED, ...(search === '' ? {} : { search }) }),
    // The list stays while the next one comes.
    placeholderData: (before) => before,
  });
  const starters = catalog.list().flatMap(({ type, trigger }) => (trigger === startedBy ? [type] : []));
  const toOffer = ({ id, name, nodeTypes }: WorkflowSummary): Offer => {
    return { id, name, isFit: nodeTypes.some((type) => starters.includes(type)) };
  };
  const found = (list.data?.items ?? []).filter(
    ({ id }) => id !== workflowId || (search !== '' && startedBy === 'workflow'),
  );
  return { offers: found.map(toOffer), isLoaded: list.isSuccess };
}

/** Undefined while it is asked for, and for a workflow that is not there. */
function useWorkflowName(id: string | null): string | undefined {
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const found = useQuery({
    ...trpc.workflow.get.queryOptions({ tenant, id: id ?? '' }),
    enabled: id !== null,
    retry: false,
  });
  return found.data?.name;
}
