'use client';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeftRight, CircleUserRound, Keyboard, Monitor, Moon, Plus, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/components/api/trpc-provider';
import { SHORTCUTS } from '@/components/editor/shortcut-table';
import { NAV_ENTRIES } from '@/components/shell/nav-rail';
import { useTenant } from '@/components/shell/tenant-context';
import type { Membership } from '@/components/shell/tenant-switcher';
import { toast } from '@/components/ui/toast';
import { useCommandMenuStore, type MenuCommand } from './command-menu-store';

const THEMES = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const;

/** What can be done on every page: go somewhere, make a workflow, switch tenant and theme, get help. */
export function useShellCommands(memberships: readonly Membership[]): () => MenuCommand[] {
  const t = useTranslations('commandMenu');
  const nav = useTranslations('shell.nav');
  const person = useTranslations('shell.person');
  const trpc = useTRPC();
  const tenant = useTenant();
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const showMap = useCommandMenuStore((state) => state.showMap);
  const create = useMutation(
    trpc.workflow.create.mutationOptions({
      onSuccess: ({ id }) => router.push(tenant.href(`/workflows/${id}`)),
      onError: (error) => void toast.error(error.message),
    }),
  );

  const pages = (): MenuCommand[] => [
    ...NAV_ENTRIES.filter(({ permission }) => tenant.may(permission)).map(
      ({ path, text, icon }): MenuCommand => ({
        id: `go.${text}`,
        title: nav(text),
        group: 'go',
        icon,
        words: [t('go', { page: nav(text) })],
        run: () => router.push(tenant.href(path)),
      }),
    ),
    {
      id: 'go.account',
      title: person('account'),
      group: 'go',
      icon: CircleUserRound,
      run: () => router.push(tenant.href('/account')),
    },
  ];
  const tenants = (): MenuCommand[] =>
    memberships
      .filter(({ slug }) => slug !== tenant.slug)
      .map(({ slug, name }) => ({
        id: `tenant.${slug}`,
        title: t('switchTo', { name }),
        group: 'switch',
        icon: ArrowLeftRight,
        run: () => router.push(`/t/${slug}`),
      }));
  const themes = (): MenuCommand[] =>
    THEMES.filter(({ value }) => value !== theme).map(({ value, icon }) => ({
      id: `theme.${value}`,
      title: t(`themes.${value}`),
      group: 'look',
      icon,
      run: () => setTheme(value),
    }));
  return () => [
    ...(tenant.may('workflow:write')
      ? [
          {
            id: 'create.workflow',
            title: t('createWorkflow'),
            group: 'create',
            icon: Plus,
            run: () => create.mutate({ tenant: tenant.slug }),
          } as const,
        ]
      : []),
    ...pages(),
    ...tenants(),
    ...themes(),
    {
      id: 'help.keyboard',
      title: t('keyboardMap'),
      group: 'look',
      icon: Keyboard,
      words: [t('help')],
      shortcut: SHORTCUTS['keyboard-map'].keys[0],
      run: () => showMap(true),
    },
  ];
}
