'use client';
import { Fragment } from 'react';
import { Panel } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Separator } from '@/components/ui/separator';
import { Tooltip } from '@/components/ui/tooltip';
import { useCommands } from '@/components/editor/command-context';
import { findCommand, type CommandId } from '@/components/editor/commands';
import { useDocument, useInteraction } from '@/components/editor/editor-context';
import { useShortcutText } from '@/components/editor/use-shortcut-text';

const GROUPS: readonly (readonly CommandId[])[] = [
  ['align-left', 'align-centre', 'align-right'],
  ['align-top', 'align-middle', 'align-bottom'],
  ['distribute-horizontal', 'distribute-vertical', 'tidy-up'],
  ['duplicate', 'toggle-disabled', 'delete'],
];

/** What can be done with several nodes at once; shown while several are selected. */
export function SelectionToolbar() {
  const t = useTranslations('editor');
  const text = useShortcutText();
  const context = useCommands();
  const count = useInteraction(({ selection }) => selection.nodes.length + selection.notes.length);
  const readOnly = useDocument((state) => state.readOnly);
  if (!context || readOnly || count < 2) return null;
  return (
    <Panel
      position="top-center"
      role="toolbar"
      aria-label={t('selection.label')}
      data-testid="canvas.selection"
      className="!m-3 flex items-center gap-0.5 rounded-lg border border-border bg-surface-raised p-1 shadow-pop"
    >
      <span className="px-2 text-xs font-medium whitespace-nowrap text-muted tabular-nums">
        {t('selection.count', { count })}
      </span>
      {GROUPS.map((ids) => (
        <Fragment key={ids[0]}>
          <Separator orientation="vertical" className="mx-1 h-5" />
          {ids.map((id) => {
            const command = findCommand(id);
            if (!command) return null;
            const Icon = command.icon;
            const [shortcut] = command.shortcuts;
            const title = t(`commands.${id}`);
            return (
              <Tooltip key={id} content={shortcut === undefined ? title : `${title} (${text(shortcut)})`}>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={title}
                  data-testid={`canvas.selection.${id}`}
                  className={id === 'delete' ? 'size-7 text-danger' : 'size-7'}
                  disabled={!command.isEnabled(context)}
                  onClick={() => command.run(context)}
                >
                  <Icon />
                </Button>
              </Tooltip>
            );
          })}
        </Fragment>
      ))}
    </Panel>
  );
}
