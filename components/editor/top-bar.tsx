'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Separator } from '@/components/ui/separator';
import { Tooltip } from '@/components/ui/tooltip';
import { RunStatusLine } from '@/components/run-view/run-status-line';
import { findCommand, type CommandContext, type CommandId } from './commands';
import { useDocument, useEditor, usePanels, useRun } from './editor-context';
import { ProblemsButton } from './problems-button';
import { PublishButton } from './publish-button';
import { SaveStateBadge } from './save-state';
import { isMacPlatform, shortcutText } from './shortcut';
import { TestRunButton } from './test-run-button';
import { WorkflowName } from './workflow-name';

function CommandButton({
  id,
  context,
  isEnabled,
}: {
  id: CommandId;
  context: CommandContext;
  isEnabled: boolean;
}) {
  const t = useTranslations('editor');
  const command = findCommand(id);
  if (!command) return null;
  const Icon = command.icon;
  const [shortcut] = command.shortcuts;
  const title = t(`commands.${command.title}`);
  const keys = shortcut ? ` (${shortcutText(shortcut, isMacPlatform(navigator.platform))})` : '';
  return (
    <Tooltip content={title + keys}>
      <Button
        variant="ghost"
        size="icon"
        data-testid={`editor.${id}`}
        aria-label={title}
        disabled={!isEnabled}
        onClick={() => command.run(context)}
      >
        <Icon />
      </Button>
    </Tooltip>
  );
}

function EditButtons({ context }: { context: CommandContext }) {
  const readOnly = useDocument((state) => state.readOnly);
  const canUndo = useDocument((state) => state.canUndo);
  const canRedo = useDocument((state) => state.canRedo);
  if (readOnly) return null;
  return (
    <div className="flex items-center">
      <CommandButton id="undo" context={context} isEnabled={canUndo} />
      <CommandButton id="redo" context={context} isEnabled={canRedo} />
      <CommandButton id="add-note" context={context} isEnabled />
    </div>
  );
}

function VersionBadge({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations('editor');
  const { publishedVersion: version, draftChanged } = workflow;
  if (version === null) return <Badge data-testid="editor.version">{t('bar.draft')}</Badge>;
  return (
    <Badge data-testid="editor.version" tone={draftChanged ? 'warning' : 'success'}>
      {t(draftChanged ? 'bar.changed' : 'bar.published', { version })}
    </Badge>
  );
}

/** The shown run's status, also while its panel is closed; a click opens the panel. */
function RunChip() {
  const t = useTranslations('editor');
  const { panels } = useEditor();
  const run = useRun((state) => state.run);
  const isOpen = usePanels((state) => state.runOpen);
  if (!run || isOpen) return null;
  return (
    <button
      type="button"
      className="rounded-full"
      aria-label={t('run.show')}
      onClick={() => panels.getState().setRunOpen(true)}
    >
      <RunStatusLine run={run} />
    </button>
  );
}

/** Name, state and the large actions of the editor. */
export function TopBar({ workflow, context }: { workflow: WorkflowView; context: CommandContext }) {
  const t = useTranslations('editor');
  const { tenant, workflowId } = useEditor();
  return (
    <header className="flex h-13 shrink-0 items-center gap-1.5 border-b border-border bg-surface px-3">
      <WorkflowName />
      <VersionBadge workflow={workflow} />
      <SaveStateBadge />
      <nav aria-label={t('bar.views')} className="ml-2 flex items-center gap-0.5 text-[13px]">
        <span
          aria-current="page"
          className="inline-flex h-8 items-center rounded-md bg-surface-sunken px-2.5 font-medium"
        >
          {t('bar.editor')}
        </span>
        <Link
          href={`/t/${tenant}/runs?workflow=${workflowId}`}
          data-testid="editor.runs"
          className="inline-flex h-8 items-center rounded-md px-2.5 font-medium text-muted hover:text-foreground"
        >
          {t('bar.runs')}
        </Link>
      </nav>
      <div className="ml-auto flex items-center gap-1.5">
        <RunChip />
        <EditButtons context={context} />
        <ProblemsButton />
        <Separator orientation="vertical" className="mx-1 h-5" />
        <TestRunButton />
        <PublishButton />
      </div>
    </header>
  );
}
