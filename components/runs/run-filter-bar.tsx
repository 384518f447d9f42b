'use client';
import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { CalendarRange, ListFilter, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RUN_STATUSES } from '@/core/engine/types';
import { useTRPC } from '@/components/api/trpc-provider';
import { StatusIcon } from '@/components/run-view/status-icon';
import { useTenant } from '@/components/shell/tenant-context';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Input } from '@/components/ui/input';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select';
import { RUN_SPANS, RUN_TRIGGERS, type RunSpan } from './run-filters';
import type { RunFilterControl } from './use-run-filters';

const ALL = 'all';
const TYPING_MS = 300;
const SPANS = Object.keys(RUN_SPANS) as RunSpan[]; // the keys of a constant

interface BarProps {
  control: RunFilterControl;
  /** The list is that of one workflow: there is none to choose. */
  hasWorkflow: boolean;
}

function StatusFilter({ control }: { control: RunFilterControl }) {
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

function WorkflowFilter({ control }: { control: RunFilterControl }) {
  const t = useTranslations('runs');
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
    <Select
      value={workflowId ?? ALL}
      onValueChange={(value) => control.change({ workflowId: value === ALL ? null : value })}
    >
      <SelectTrigger data-testid="runs.filter.workflow" aria-label={t('filterWorkflow')} className="w-48">
        <SelectValue placeholder={t('filterWorkflow')} />
      </SelectTrigger>
      <SelectContent className="max-h-80 overflow-y-auto">
        <SelectItem value={ALL}>{t('allWorkflows')}</SelectItem>
        {items.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function TriggerFilter({ control }: { control: RunFilterControl }) {
  const t = useTranslations('runs');
  return (
    <Select
      value={control.filters.trigger ?? ALL}
      onValueChange={(value) =>
        control.change({ trigger: RUN_TRIGGERS.find((known) => known === value) ?? null })
      }
    >
      <SelectTrigger data-testid="runs.filter.trigger" aria-label={t('filterTrigger')} className="w-40">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ALL}>{t('allTriggers')}</SelectItem>
        {RUN_TRIGGERS.map((name) => (
          <SelectItem key={name} value={name}>
            {t(`trigger.${name}`)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function TimeFilter({ control }: { control: RunFilterControl }) {
  const t = useTranslations('runs');
  const { span, from, to } = control.filters;
  const label = span
    ? t(`span.${span}`)
    : from || to
      ? t('days', { from: from ?? '…', to: to ?? '…' })
      : t('anyTime');
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button data-testid="runs.filter.time" aria-label={`${t('filterTime')}: ${label}`}>
          <CalendarRange /> {label}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-72 space-y-3" aria-label={t('filterTime')}>
        <div className="grid grid-cols-2 gap-1.5">
          {SPANS.map((name) => (
            <Button
              key={name}
              size="sm"
              aria-pressed={span === name}
              variant={span === name ? 'primary' : 'secondary'}
              data-testid={`runs.filter.time.${name}`}
              onClick={() => control.change({ span: span === name ? null : name, from: null, to: null })}
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
                data-testid={`runs.filter.${side}`}
                value={control.filters[side] ?? ''}
                onChange={({ target }) => control.change({ [side]: target.value || null, span: null })}
              />
            </label>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  );
}

function TextFilter({ control }: { control: RunFilterControl }) {
  const t = useTranslations('runs');
  const { text } = control.filters;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text;
  const { change } = control;
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = window.setTimeout(() => {
      if (typed !== text) change({ text: typed });
      setTyped(null);
    }, TYPING_MS);
    return () => window.clearTimeout(timer);
    // Only typing starts the clock again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <div className="relative min-w-52 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <Input
        type="search"
        className="pl-8"
        data-testid="runs.filter.text"
        aria-label={t('filterText')}
        placeholder={t('filterText')}
        value={shown}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  );
}

/** Narrows a list of runs: text, status, workflow, trigger, time. */
export function RunFilterBar({ control, hasWorkflow }: BarProps) {
  const t = useTranslations('runs');
  return (
    <div role="search" aria-label={t('filters')} className="mb-3 flex flex-wrap items-center gap-2">
      <TextFilter control={control} />
      <StatusFilter control={control} />
      {hasWorkflow ? <WorkflowFilter control={control} /> : null}
      <TriggerFilter control={control} />
      <TimeFilter control={control} />
      {control.isFiltered ? (
        <Button variant="ghost" data-testid="runs.filter.clear" onClick={control.clear}>
          <X /> {t('clearFilters')}
        </Button>
      ) : null}
    </div>
  );
}
