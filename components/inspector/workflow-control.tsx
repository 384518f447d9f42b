'use client';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TextField } from '@/core/node-kit/field';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import type { ControlProps } from './simple-controls';

const OFFERED = 50;

/** A workflow of the tenant, found by its name; the value is its id. */
export function WorkflowControl({ field, binding }: ControlProps<TextField>) {
  const t = useTranslations('workflowField');
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const chosen = typeof binding.value === 'string' && binding.value !== '' ? binding.value : null;
  const name = useWorkflowName(chosen);
  const choose = (id: string) => {
    binding.set(id);
    setOpen(false);
    setSearch('');
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        type="button"
        data-testid={binding.testId}
        aria-label={field.label}
        aria-invalid={binding.problem !== null || undefined}
        disabled={binding.readOnly}
        className="flex h-8 w-full items-center justify-between gap-2 rounded-md border border-border bg-surface px-2.5 text-sm disabled:opacity-50"
      >
        <span className={cn('truncate', chosen === null && 'text-muted')}>
          {chosen === null ? t('choose') : (name ?? t('unknown'))}
        </span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden />
      </PopoverTrigger>
      <PopoverContent align="start" className="w-72 p-1">
        <Input
          value={search}
          placeholder={t('search')}
          aria-label={t('search')}
          data-testid={`${binding.testId}.search`}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Offers search={search} chosen={chosen} testId={binding.testId} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function Offers(props: {
  search: string;
  chosen: string | null;
  testId: string;
  onChoose(id: string): void;
}) {
  const { search, chosen, testId, onChoose } = props;
  const t = useTranslations('workflowField');
  const trpc = useTRPC();
  const { tenant } = useEditor();
  const text = search.trim();
  const list = useQuery(
    trpc.workflow.list.queryOptions({ tenant, limit: OFFERED, ...(text === '' ? {} : { search: text }) }),
  );
  if (list.data?.items.length === 0) return <p className="px-2 py-3 text-xs text-muted">{t('nothing')}</p>;
  return (
    <ul className="mt-1 max-h-64 overflow-y-auto">
      {(list.data?.items ?? []).map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            data-testid={`${testId}.${id}`}
            className="flex w-full items-center gap-2 rounded px-2 py-1.5 text-left text-sm hover:bg-surface-sunken"
            onClick={() => onChoose(id)}
          >
            <Check className={cn('size-3.5 shrink-0', id !== chosen && 'invisible')} aria-hidden />
            <span className="truncate">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
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
