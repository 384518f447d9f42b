'use client';
import {
  Activity,
  Braces,
  Gauge,
  HeartPulse,
  House,
  Inbox,
  KeyRound,
  LockKeyhole,
  MailX,
  ScrollText,
  Settings,
  Users,
  Workflow,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Permission } from '@/core/access/roles';
import { InboxBadge } from '@/components/inbox/nav-badge';
import { CommandMenuButton } from '@/components/command-menu/command-menu-button';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { PersonMenu } from './person-menu';
import { useTenant } from './tenant-context';
import { TenantSwitcher, type Membership } from './tenant-switcher';

interface NavEntry {
  path: string;
  text:
    | 'home'
    | 'workflows'
    | 'runs'
    | 'inbox'
    | 'deadLetters'
    | 'credentials'
    | 'members'
    | 'apiKeys'
    | 'api'
    | 'audit'
    | 'health'
    | 'limits'
    | 'settings';
  icon: LucideIcon;
  permission: Permission;
}

const WORK: readonly NavEntry[] = [
  { path: '', text: 'home', icon: House, permission: 'workflow:read' },
  { path: '/workflows', text: 'workflows', icon: Workflow, permission: 'workflow:read' },
  { path: '/runs', text: 'runs', icon: Activity, permission: 'run:read' },
  { path: '/inbox', text: 'inbox', icon: Inbox, permission: 'run:decide' },
  { path: '/dead-letters', text: 'deadLetters', icon: MailX, permission: 'run:read' },
  { path: '/credentials', text: 'credentials', icon: LockKeyhole, permission: 'credential:read' },
];
const ADMIN: readonly NavEntry[] = [
  { path: '/admin/members', text: 'members', icon: Users, permission: 'member:read' },
  { path: '/admin/api-keys', text: 'apiKeys', icon: KeyRound, permission: 'api-key:read' },
  { path: '/admin/api', text: 'api', icon: Braces, permission: 'api-key:read' },
  { path: '/admin/audit', text: 'audit', icon: ScrollText, permission: 'audit:read' },
  { path: '/admin/health', text: 'health', icon: HeartPulse, permission: 'health:read' },
  { path: '/admin/limits', text: 'limits', icon: Gauge, permission: 'tenant:write' },
  { path: '/admin/settings', text: 'settings', icon: Settings, permission: 'tenant:write' },
];

/** Every page the rail leads to, for the command menu. */
export const NAV_ENTRIES: readonly NavEntry[] = [...WORK, ...ADMIN];

/** The left rail. In the editor it shrinks to icons, to leave the room to the canvas. */
export function NavRail({
  user,
  memberships,
}: {
  user: { name: string; email: string };
  memberships: readonly Membership[];
}) {
  const t = useTranslations('shell.nav');
  const tenant = useTenant();
  const path = usePathname();
  const isNarrow = /\/workflows\/[^/]+/.test(path) || /\/runs\/[^/]+/.test(path);
  const shown = (entries: readonly NavEntry[]) => entries.filter((entry) => tenant.may(entry.permission));
  return (
    <nav
      aria-label={t('label')}
      className={cn(
        'flex shrink-0 flex-col gap-1 border-r border-border bg-surface p-2',
        isNarrow ? 'w-13' : 'w-52',
      )}
    >
      <TenantSwitcher memberships={memberships} isNarrow={isNarrow} />
      <CommandMenuButton isNarrow={isNarrow} />
      <div className="mt-2 flex flex-1 flex-col gap-0.5 overflow-y-auto">
        {shown(WORK).map((entry) => (
          <RailLink key={entry.path} entry={entry} isNarrow={isNarrow} />
        ))}
        {shown(ADMIN).length > 0 ? (
          <p className={cn('mt-4 mb-1 px-2 text-[11px] font-medium text-muted', isNarrow && 'sr-only')}>
            {t('admin')}
          </p>
        ) : null}
        {shown(ADMIN).map((entry) => (
          <RailLink key={entry.path} entry={entry} isNarrow={isNarrow} />
        ))}
      </div>
      <PersonMenu user={user} isNarrow={isNarrow} />
    </nav>
  );
}

function RailLink({ entry, isNarrow }: { entry: NavEntry; isNarrow: boolean }) {
  const t = useTranslations('shell.nav');
  const tenant = useTenant();
  const path = usePathname();
  const href = tenant.href(entry.path);
  const isCurrent = entry.path === '' ? path === href : path === href || path.startsWith(`${href}/`);
  const Icon = entry.icon;
  const link = (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isNarrow ? t(entry.text) : undefined}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-[13px] font-medium text-muted transition-colors duration-100 hover:bg-surface-sunken hover:text-foreground',
        isCurrent && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
        isNarrow && 'justify-center px-0',
      )}
    >
      <span className={cn('relative', !isNarrow && 'contents')}>
        <Icon className="size-4 shrink-0" aria-hidden />
        {isNarrow && entry.text === 'inbox' ? <InboxBadge isNarrow /> : null}
      </span>
      {isNarrow ? null : t(entry.text)}
      {!isNarrow && entry.text === 'inbox' ? <InboxBadge isNarrow={false} /> : null}
    </Link>
  );
  return isNarrow ? (
    <Tooltip content={t(entry.text)} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
