'use client';
import { History } from 'lucide-react';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { RunView } from '@/core/contracts/run-view';
import { Tooltip } from '@/components/ui/tooltip';
import { useEditor } from '@/components/editor/editor-context';

const MINUTE_MS = 60_000;

/** Which run the data beside it comes from, and when that was. A click lays it over the canvas. */
export function LastRunNote({ run }: { run: RunView }) {
  const t = useTranslations('editor.run');
  const format = useFormatter();
  const now = useNow({ updateInterval: MINUTE_MS });
  const editor = useEditor();
  const at = new Date(Math.min(Date.parse(run.createdAt), now.getTime()));
  const when = format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' });
  const which = run.version === null ? t('ofDraft') : t('ofVersion', { version: run.version });
  const show = () => {
    editor.run.getState().show(run, 'latest');
    editor.panels.getState().setRunOpen(true);
  };
  return (
    <Tooltip content={t('lastText', { which, when })}>
      <button
        type="button"
        data-testid="inspector.last-run"
        data-run={run.id}
        onClick={show}
        className="inline-flex h-6 items-center gap-1 rounded-md px-1 text-[11.5px] whitespace-nowrap text-muted hover:bg-surface-sunken hover:text-foreground"
      >
        <History aria-hidden className="size-3.5" />
        {t('last', { when: format.relativeTime(at, now) })}
      </button>
    </Tooltip>
  );
}
