'use client';
import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { useEditor } from '@/components/editor/editor-context';
import { StatusIcon } from './status-icon';

const SHOWN = 15;

/** Chooses which of the workflow's runs lies over the canvas. */
export function RunPicker() {
  const t = useTranslations('editor');
  const format = useFormatter();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { tenant, workflowId, run: store } = useEditor();
  const [isOpen, setOpen] = useState(false);
  const runs = useQuery({
    ...trpc.run.list.queryOptions({ tenant, workflowId, limit: SHOWN }),
    enabled: isOpen,
    staleTime: 0,
  });
  const open = async (id: string) => {
    const run = await queries.fetchQuery({ ...trpc.run.get.queryOptions({ tenant, id }), staleTime: 0 });
    store.getState().show(run, runs.data?.items[0]?.id === id ? 'latest' : 'pinned');
  };
  return (
    <DropdownMenu open={isOpen} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" data-testid="run.picker">
          {t('run.title')} <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 w-72 overflow-y-auto">
        {(runs.data?.items ?? []).map((run) => (
          <DropdownMenuItem key={run.id} onSelect={() => void open(run.id)}>
            <StatusIcon status={run.status} className="!text-current" />
            <span className="flex-1">
              {format.dateTime(new Date(run.createdAt), { dateStyle: 'short', timeStyle: 'medium' })}
            </span>
            <span className="text-xs text-muted">
              {run.version === null ? t('run.ofDraft') : t('run.ofVersion', { version: run.version })}
            </span>
          </DropdownMenuItem>
        ))}
        {runs.data?.items.length === 0 ? (
          <p className="px-2 py-3 text-[13px] text-muted">{t('run.none')}</p>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
