'use client';
import { useEffect } from 'react';
import { Rocket, Settings2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { WorkflowView } from '@/core/contracts/workflow-view';
import { addNode } from '@/components/editor/add-node';
import { useCommandMenuStore, type MenuCommand } from '@/components/command-menu/command-menu-store';
import type { CommandContext } from './command-context';
import { EDITOR_COMMANDS, type CommandId } from './commands';

/** In the command menu these are offered by the shell, everywhere. */
const NOT_HERE: readonly CommandId[] = ['keyboard-map', 'add-node'];

/** Offered before anything is typed. */
const IN_SIGHT: readonly CommandId[] = ['test-run', 'search', 'tidy-up', 'add-note', 'connect', 'rename'];

function publishButton(): HTMLButtonElement | null {
  return document.querySelector('[data-testid="editor.publish"]');
}

/** Offers the open workflow's commands, and every node type, to the command menu. */
export function useOfferCommands(context: CommandContext, { name }: WorkflowView): void {
  const t = useTranslations('editor');
  const offer = useCommandMenuStore((state) => state.offer);
  useEffect(() => {
    const { editor } = context;
    const ofEditor = (): MenuCommand[] =>
      EDITOR_COMMANDS.filter(({ id, isEnabled }) => !NOT_HERE.includes(id) && isEnabled(context)).map(
        ({ id, icon, shortcuts, run }) => ({
          id: `editor.${id}`,
          title: t(`commands.${id}`),
          group: 'current',
          icon,
          quiet: !IN_SIGHT.includes(id),
          ...(shortcuts[0] === undefined ? {} : { shortcut: shortcuts[0] }),
          run: () => run(context),
        }),
      );
    const own = (): MenuCommand[] => [
      {
        id: 'editor.settings',
        title: t('menu.settings'),
        group: 'current',
        icon: Settings2,
        run: () => editor.panels.getState().setSettingsOpen(true),
      },
      ...(publishButton()
        ? [
            {
              id: 'editor.publish',
              title: t('publish.button'),
              group: 'current',
              icon: Rocket,
              words: [name],
              run: () => publishButton()?.click(),
            } as const,
          ]
        : []),
    ];
    const types = (): MenuCommand[] =>
      editor.document.getState().readOnly
        ? []
        : editor.catalog.list().map((definition) => ({
            id: `add.${definition.type}`,
            title: t('menu.addType', { name: definition.name }),
            group: 'add',
            words: [definition.type, ...definition.synonyms],
            run: () => {
              const made = addNode(editor, definition.type, {
                target: { kind: 'free' },
                fallback: context.viewCentre(),
              });
              if (made) context.announce('added', { name: made.name });
            },
          }));
    return offer('editor', () => [...ofEditor(), ...own(), ...types()]);
  }, [context, name, offer, t]);
}
