'use client';
import Link from 'next/link';
import { CircleStop, ExternalLink, Radio, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import { useEditor, usePanels, useRun } from '@/components/editor/editor-context';
import { RUN_HEIGHT } from '@/components/editor/panels-store';
import { ResizeHandle } from '@/components/editor/resize-handle';
import { GatheredBadge } from './gathered-badge';
import { PauseButton } from './pause-button';
import { useRunActions } from './run-actions';
import { RunNotes } from './run-notes';
import { RunPicker } from './run-picker';
import { isFinalRun } from './run-overlay';
import { RunStatusLine } from './run-status-line';
import { formatDuration } from './timeline';
import { TimelineView } from './timeline-view';

/** Milliseconds from start to end; null while the run goes on. */
export function runDurationMs(run: Pick<RunView, 'startedAt' | 'finishedAt'>): number | null {
  return run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
}

/** What the run is, how it ended and how long it took. */
export function RunFacts({ run }: { run: RunView }) {
  const t = useTranslations('editor');
  const duration = runDurationMs(run);
  return (
    <>
      <RunStatusLine run={run} />
      <Badge>{run.version === null ? t('run.ofDraft') : t('run.ofVersion', { version: run.version })}</Badge>
      {duration === null ? null : (
        <span className="text-xs whitespace-nowrap text-muted tabular-nums">{formatDuration(duration)}</span>
      )}
      <GatheredBadge events={run.events} />
      {run.flags.includes('input.sanitised') ? <Badge tone="warning">{t('run.sanitised')}</Badge> : null}
    </>
  );
}

function PanelActions({ run }: { run: RunView }) {
  const t = useTranslations('editor');
  const { tenant, permissions, run: store, panels } = useEditor();
  const { cancel, isBusy } = useRunActions();
  const close = () => {
    panels.getState().setRunOpen(false);
    if (isFinalRun(run.status)) store.getState().clear();
  };
  return (
    <div className="ml-auto flex items-center gap-1">
      {!isFinalRun(run.status) && permissions.includes('run:cancel') ? (
        <>
          <PauseButton run={run} size="sm" />
          <Button size="sm" data-testid="run.cancel" disabled={isBusy} onClick={cancel}>
            <CircleStop /> {t('run.cancel')}
          </Button>
        </>
      ) : null}
      <Tooltip content={t('run.openPage')}>
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={`/t/${tenant}/runs/${run.id}`} aria-label={t('run.openPage')}>
            <ExternalLink />
          </Link>
        </Button>
      </Tooltip>
      <Tooltip content={t('run.close')}>
        <Button variant="ghost" size="icon-sm" aria-label={t('run.close')} onClick={close}>
          <X />
        </Button>
      </Tooltip>
    </div>
  );
}

/** The panel under the canvas: the shown run with its steps. */
export function RunPanel() {
  const t = useTranslations('editor');
  const { panels } = useEditor();
  const run = useRun((state) => state.run);
  const mode = useRun((state) => state.mode);
  const isOpen = usePanels((state) => state.runOpen);
  const height = usePanels((state) => state.runHeight);
  if (!run || !isOpen) return null;
  return (
    <section
      aria-label={t('run.panel')}
      className="@container relative flex shrink-0 flex-col border-t border-border bg-surface"
      style={{ height }}
    >
      <ResizeHandle
        side="top"
        label={t('run.resize')}
        value={height}
        min={RUN_HEIGHT.min}
        max={RUN_HEIGHT.max}
        onResize={(runHeight) => panels.getState().resize({ runHeight })}
      />
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-border px-3">
        <RunPicker />
        <RunFacts run={run} />
        {mode === 'latest' ? (
          <span className="hidden items-center gap-1 text-[11.5px] text-muted @md:inline-flex">
            <Radio aria-hidden className="size-3.5" /> {t('run.following')}
          </span>
        ) : null}
        <PanelActions run={run} />
      </header>
      <RunNotes run={run} />
      <TimelineView run={run} />
    </section>
  );
}
