'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Search, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Dialog as DialogPrimitive } from 'radix-ui';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { browserStorage } from '@/components/editor/browser-parts';
import { isMacPlatform } from '@/components/editor/shortcut';
import { isPressed } from '@/components/editor/shortcut-table';
import { useShortcutText } from '@/components/editor/use-shortcut-text';
import { isTyping } from '@/components/editor/use-editor-shortcuts';
import { useTenant } from '@/components/shell/tenant-context';
import type { Membership } from '@/components/shell/tenant-switcher';
import { ShortcutHint } from '@/components/ui/shortcut-hint';
import { useCommandMenuStore, type MenuCommand } from './command-menu-store';
import { readRecent, rememberCommand } from './recent-commands';
import { useShellCommands } from './use-shell-commands';

const GROUPS = ['current', 'workflows', 'create', 'go', 'add', 'switch', 'look'] as const;
const OFFERED_WORKFLOWS = 8;

const GROUP_CLASS =
  'px-1.5 pb-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[11px] [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted';

/** The tenant's workflows whose name has what is typed; the last changed for nothing typed. */
function useWorkflowCommands(query: string): MenuCommand[] {
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const search = useDeferredValue(query.trim());
  const list = useQuery(
    trpc.workflow.list.queryOptions(
      { tenant: tenant.slug, limit: OFFERED_WORKFLOWS, ...(search === '' ? {} : { search }) },
      { placeholderData: keepPreviousData, staleTime: 10_000 },
    ),
  );
  return (list.data?.items ?? []).map(({ id, name }) => ({
    id: `workflow.${id}`,
    title: name,
    group: 'workflows',
    icon: Workflow,
    run: () => router.push(tenant.href(`/workflows/${id}`)),
  }));
}

function Item({ command, onRun }: { command: MenuCommand; onRun(command: MenuCommand): void }) {
  const text = useShortcutText();
  const Icon = command.icon;
  return (
    <Command.Item
      value={command.id}
      keywords={[command.title, ...(command.words ?? [])]}
      data-testid={`command.item.${command.id}`}
      className="flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-[13px] data-[selected=true]:bg-accent-soft"
      onSelect={() => onRun(command)}
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-muted" /> : <span className="size-4" />}
      <span className="min-w-0 truncate">{command.title}</span>
      {command.shortcut === undefined ? null : <ShortcutHint text={text(command.shortcut)} />}
    </Command.Item>
  );
}

/** Ids are for finding again; a person looks for words. */
function fits(_id: string, search: string, keywords: string[] = []): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const [title = '', ...more] = keywords.map((keyword) => keyword.toLowerCase());
  const all = [title, ...more].join(' ');
  if (!words.every((word) => all.includes(word))) return 0;
  if (title.startsWith(words.join(' '))) return 1;
  return words.every((word) => title.includes(word)) ? 0.8 : 0.4;
}

function MenuBody({ memberships, onDone }: { memberships: readonly Membership[]; onDone(): void }) {
  const t = useTranslations('commandMenu');
  const [query, setQuery] = useState('');
  const shell = useShellCommands(memberships);
  const [offered] = useState(() =>
    [...useCommandMenuStore.getState().sources.values()].flatMap((source) => source()),
  );
  const [recent] = useState(() => readRecent(browserStorage()));
  const workflows = useWorkflowCommands(query);
  const all = [...offered, ...workflows, ...shell()];
  const isBare = query.trim() === '';
  const last = isBare
    ? recent.flatMap((id) => all.find((command) => command.id === id) ?? []).slice(0, 4)
    : [];
  // Adding is for those who type what they want: the palette shows the whole list.
  const shown = all.filter(
    ({ id, group, quiet = false }) =>
      !last.some((one) => one.id === id) && !(isBare && (quiet || group === 'add')),
  );
  const run = (command: MenuCommand) => {
    rememberCommand(browserStorage(), command.id);
    onDone();
    // The dialog gives the focus back first; what runs may want it elsewhere.
    requestAnimationFrame(() => command.run());
  };
  return (
    <Command label={t('label')} loop filter={fits} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 border-b border-border px-3.5">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={t('placeholder')}
          data-testid="command.query"
          className="h-12 w-full bg-transparent text-sm outline-none placeholder:text-faint"
        />
      </div>
      <Command.List label={t('list')} className="max-h-[50vh] overflow-y-auto py-1">
        <Command.Empty className="px-4 py-8 text-center text-[13px] text-muted">{t('nothing')}</Command.Empty>
        {last.length > 0 ? (
          <Command.Group heading={t('groups.recent')} className={GROUP_CLASS}>
            {last.map((command) => (
              <Item key={command.id} command={command} onRun={run} />
            ))}
          </Command.Group>
        ) : null}
        {GROUPS.map((group) => {
          const commands = shown.filter((command) => command.group === group);
          return commands.length === 0 ? null : (
            <Command.Group key={group} heading={t(`groups.${group}`)} className={GROUP_CLASS}>
              {commands.map((command) => (
                <Item key={command.id} command={command} onRun={run} />
              ))}
            </Command.Group>
          );
        })}
      </Command.List>
    </Command>
  );
}

/** Go anywhere and do anything by typing what it is called; ⌘K opens it on every page. */
export function CommandMenu({ memberships }: { memberships: readonly Membership[] }) {
  const t = useTranslations('commandMenu');
  const { isOpen, show, showMap } = useCommandMenuStore();
  useEffect(() => {
    const isMac = isMacPlatform(navigator.platform);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (isPressed('command-menu', event, isMac)) {
        event.preventDefault();
        show(!useCommandMenuStore.getState().isOpen);
      } else if (isPressed('keyboard-map', event, isMac) && !isTyping(event.target)) {
        event.preventDefault();
        showMap(true);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [show, showMap]);
  return (
    <DialogPrimitive.Root open={isOpen} onOpenChange={show}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <DialogPrimitive.Content
          data-testid="command.menu"
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 flex w-[min(38rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-border bg-surface-raised shadow-pop"
        >
          <DialogPrimitive.Title className="sr-only">{t('label')}</DialogPrimitive.Title>
          <MenuBody memberships={memberships} onDone={() => show(false)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
