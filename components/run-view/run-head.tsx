'use client';
import { useState } from 'react';
import Link from 'next/link';
import { ChevronDown, CircleStop, CornerUpLeft, Pencil, RotateCcw, StepForward } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { useEditor, useRun } from '@/components/editor/editor-context';
import { TriggerWord } from '@/components/runs/trigger-word';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover';
import { PauseButton } from './pause-button';
import { RerunDialog } from './rerun-dialog';
import { mayResume } from './may-resume';
import { useRunActions, useRunAgain } from './run-actions';
import { isFinalRun } from './run-overlay';
import { RunFacts } from './run-panel';

/** Says what resuming does before it does it. */
function ResumeButton({ run }: { run: RunView }) {
  const t = useTranslations('run.actions');
  const { resume, isBusy } = useRunAgain(run);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="primary" data-testid="run.resume" disabled={isBusy}>
          <StepForward /> {t('resume')}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80" aria-label={t('resumeTitle')}>
        <p className="text-[13px] font-medium">{t('resumeTitle')}</p>
        <p className="mt-1 text-xs leading-5 text-muted">{t('resumeText')}</p>
        {run.error?.nodeName ? (
          <p className="mt-1 text-xs">{t('resumeStep', { name: run.error.nodeName })}</p>
        ) : null}
        <div className="mt-3 flex justify-end">
          <Button
            size="sm"
            variant="primary"
            data-testid="run.resume.confirm"
            onClick={() => {
              setOpen(false);
              void resume();
            }}
          >
            {t('resume')}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function AgainMenu({ run }: { run: RunView }) {
  const t = useTranslations('run.actions');
  const { retry, isBusy } = useRunAgain(run);
  const selected = useRun((state) => state.selectedStep);
  const [isRerunning, setRerunning] = useState(false);
  const first = run.steps.find((step) => step.status === 'failed') ?? run.steps[0];
  const stepKey = selected ?? first?.key;
  const hasFailed = run.status !== 'succeeded' && run.stepsSaved !== false;
  const item = (title: string, text: string) => (
    <span className="flex flex-col py-0.5">
      <span>{title}</span>
      <span className="text-xs text-muted">{text}</span>
    </span>
  );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button data-testid="run.again" disabled={isBusy}>
            <RotateCcw /> {t('retry')} <ChevronDown />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-72">
          {hasFailed ? (
            <DropdownMenuItem data-testid="run.retry.failed" onSelect={() => void retry('failed')}>
              {item(t('retryFailed'), t('retryFailedText'))}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem data-testid="run.retry.all" onSelect={() => void retry('all')}>
            {item(t('retryAll'), t('retryAllText'))}
          </DropdownMenuItem>
          {stepKey ? (
            <DropdownMenuItem data-testid="run.rerun" onSelect={() => setRerunning(true)}>
              {t('rerun')}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {isRerunning && stepKey ? (
        <RerunDialog run={run} stepKey={stepKey} onClose={() => setRerunning(false)} />
      ) : null}
    </>
  );
}

function RunActions({ run }: { run: RunView }) {
  const t = useTranslations('run.actions');
  const { permissions } = useEditor();
  const { cancel, isBusy } = useRunActions();
  const mayStart = permissions.includes('run:start');
  if (!isFinalRun(run.status)) {
    return permissions.includes('run:cancel') ? (
      <>
        <PauseButton run={run} />
        <Button data-testid="run.cancel" disabled={isBusy} onClick={cancel}>
          <CircleStop /> {t('cancel')}
        </Button>
      </>
    ) : null;
  }
  if (!mayStart) return null;
  return (
    <>
      {mayResume(run) ? <ResumeButton run={run} /> : null}
      <AgainMenu run={run} />
    </>
  );
}

/** What the run is and what can be done with it. */
export function RunHead({ run }: { run: RunView }) {
  const t = useTranslations('run.page');
  const format = useFormatter();
  const { tenant } = useEditor();
  const inspected = useRun((state) => state.selectedStep);
  const nodeId = run.steps.find((step) => step.key === inspected)?.nodeId;
  const query = `?run=${run.id}${nodeId ? `&node=${encodeURIComponent(nodeId)}` : ''}`;
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-border bg-surface px-4 py-2">
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <h1 className="truncate text-sm font-semibold">{run.workflowName}</h1>
          <RunFacts run={run} />
        </div>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <TriggerWord type={run.triggerType} />
          <span className="whitespace-nowrap">
            {format.dateTime(new Date(run.createdAt), { dateStyle: 'medium', timeStyle: 'medium' })}
          </span>
          {run.parentRunId ? (
            <Link
              href={`/t/${tenant}/runs/${run.parentRunId}`}
              data-testid="run.parent"
              className="inline-flex min-h-6 items-center gap-1 hover:text-foreground hover:underline"
            >
              <CornerUpLeft aria-hidden className="size-3.5" /> {t(`parent.${run.startedHow ?? 'other'}`)}
            </Link>
          ) : null}
        </div>
      </div>
      <div className="ml-auto flex items-center gap-2">
        <RunActions run={run} />
        <Button asChild>
          <Link href={`/t/${tenant}/workflows/${run.workflowId}${query}`}>
            <Pencil /> {t('openEditor')}
          </Link>
        </Button>
      </div>
    </header>
  );
}
