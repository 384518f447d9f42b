'use client';
import { useId, useState, type KeyboardEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { WorkflowSummary } from '@/core/contracts/workflow-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';

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
  const [open, setOpen] = useState(false);
  const name = useWorkflowName(value);
  const text = value === null ? (props.none ?? t('choose')) : (name ?? t('unknown'));
  return (
    <div className="flex items-center gap-1">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger
          type="button"
          data-testid={testId}
          aria-label={`${label}: ${text}`}
          aria-invalid={props.isInvalid || undefined}
          disabled={disabled}
          className="flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-border bg-surface px-2.5 text-sm disabled:opacity-50"
        >
          <span className={cn('truncate', value === null && 'text-muted')}>{text}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
        </PopoverTrigger>
        <PopoverContent align="start" className="w-72 p-1">
          <Search
            {...props}
            onChoose={(id) => {
              onChange(id);
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
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
  const listId = useId();
  const [search, setSearch] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const { offers, isLoaded } = useOffers(search.trim(), startedBy);
  const all: readonly Offer[] =
    none === undefined || search.trim() !== '' ? offers : [{ id: null, name: none, isFit: true }, ...offers];
  const chosenAt = all.findIndex(({ id }) => id === value);
  const active = Math.min(moved ?? Math.max(0, chosenAt), all.length - 1);
  const move = (event: KeyboardEvent, to: number) => {
    event.preventDefault();
    setMoved(Math.max(0, Math.min(all.length - 1, to)));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(event, active + 1);
    else if (event.key === 'ArrowUp') move(event, active - 1);
    else if (event.key === 'Home') move(event, 0);
    else if (event.key === 'End') move(event, all.length - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      const offer = all[active];
      if (offer) onChoose(offer.id);
    }
  };
  return (
    <>
      <Input
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={all.length > 0 ? `${listId}-${active}` : undefined}
        autoFocus
        autoComplete="off"
        value={search}
        placeholder={t('search')}
        aria-label={t('search')}
        data-testid={`${testId}.search`}
        onKeyDown={press}
        onChange={({ target }) => {
          setSearch(target.value);
          setMoved(null);
        }}
      />
      <ul id={listId} role="listbox" aria-label={t('search')} className="mt-1 max-h-64 overflow-y-auto">
        {all.map((offer, index) => (
          <li
            key={offer.id ?? ''}
            id={`${listId}-${index}`}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={offer.id === value}
            data-testid={`${testId}.${offer.id ?? 'none'}`}
            className={cn(
              'flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 text-sm',
              index === active && 'bg-surface-sunken',
            )}
            onPointerMove={() => setMoved(index)}
            onClick={() => onChoose(offer.id)}
          >
            <Check className={cn('size-3.5 shrink-0', offer.id !== value && 'invisible')} aria-hidden />
            <span className="min-w-0 flex-1 truncate">{offer.name}</span>
            {offer.isFit ? null : (
              <span className="shrink-0 text-[11px] text-warning">{t(`unfit.${startedBy}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {isLoaded && offers.length === 0 ? (
        <p className="px-2 py-3 text-xs text-muted">{t('nothing')}</p>
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
