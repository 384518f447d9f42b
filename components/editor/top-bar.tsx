'use client';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { Button } from '@/components/ui/button';
import { Separator } from '@/components/ui/separator';
import { Tooltip } from '@/components/ui/tooltip';
import { RunStatusLine } from '@/components/run-view/run-status-line';
import { VersionChip } from '@/components/versions/version-chip';
import { WorkflowTabs } from '@/components/workflows/workflow-tabs';
import type { CommandContext } from './command-context';
import { findCommand, type CommandId } from './commands';
import { useDocument, useEditor, usePanels, useRun } from './editor-context';
import { EditorMenu } from './editor-menu';
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
  const title = t(`commands.${command.id}`);
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
  const { tenant, workflowId, catalog } = useEditor();
  return (
    <header className="flex h-13 shrink-0 items-center gap-1.5 border-b border-border bg-surface px-3">
      <WorkflowName />
      <VersionChip tenant={tenant} workflow={workflow} catalog={catalog} />
      <SaveStateBadge />
      <WorkflowTabs tenant={tenant} workflowId={workflowId} current="editor" />
      <div className="ml-auto flex items-center gap-1.5">
        <RunChip />
        <EditButtons context={context} />
        <ProblemsButton />
        <Separator orientation="vertical" className="mx-1 h-5" />
        <TestRunButton />
        <PublishButton workflow={workflow} />
        <EditorMenu context={context} />
      </div>
    </header>
  );
}
