'use client';
import { EllipsisVertical, Settings2, SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCommandMenuStore } from '@/components/command-menu/command-menu-store';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { ShortcutHint } from '@/components/ui/shortcut-hint';
import type { CommandContext } from './command-context';
import { findCommand, type CommandId } from './commands';
import { SHORTCUTS } from './shortcut-table';
import { useShortcutText } from './use-shortcut-text';

const COMMANDS: readonly CommandId[] = ['search', 'tidy-up', 'select-all', 'keyboard-map'];

/** Everything about the workflow that needs no button of its own. */
export function EditorMenu({ context }: { context: CommandContext }) {
  const t = useTranslations('editor');
  const text = useShortcutText();
  const showMenu = useCommandMenuStore((state) => state.show);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" data-testid="editor.menu" aria-label={t('menu.more')}>
          <EllipsisVertical />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-64">
        <DropdownMenuItem
          data-testid="editor.menu.settings"
          onSelect={() => context.editor.panels.getState().setSettingsOpen(true)}
        >
          <Settings2 /> {t('menu.settings')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem data-testid="editor.menu.commands" onSelect={() => showMenu(true)}>
          <SquareTerminal /> {t('commands.command-menu')}
          <ShortcutHint text={text(SHORTCUTS['command-menu'].keys[0])} />
        </DropdownMenuItem>
        {COMMANDS.map((id) => {
          const command = findCommand(id);
          if (!command) return null;
          const Icon = command.icon;
          const [shortcut] = command.shortcuts;
          return (
            <DropdownMenuItem
              key={id}
              data-testid={`editor.menu.${id}`}
              disabled={!command.isEnabled(context)}
              onSelect={() => command.run(context)}
            >
              <Icon /> {t(`commands.${id}`)}
              {shortcut === undefined ? null : <ShortcutHint text={text(shortcut)} />}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
