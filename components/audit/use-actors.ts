'use client';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { AuditEntryView } from '@/core/contracts/audit';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';

const SHOWN_ID = 8;

export interface Actors {
  /** Name of a member; null for others. */
  memberName(id: string | null): string | null;
  /** What stands in the entry for whoever did it. */
  nameOf(entry: Pick<AuditEntryView, 'actorKind' | 'actorId' | 'actorName'>): string;
  /** Whom the log can be narrowed to; `chosen` is among them even if nobody knows it any more. */
  choices(chosen: string | null): { value: string; label: string }[];
}

/** Who did what is recorded by ids: names come from today's members and keys, and from the entries that are shown. */
export function useActors(entries: readonly AuditEntryView[]): Actors {
  const t = useTranslations('audit');
  const trpc = useTRPC();
  const tenant = useTenant();
  const ask = { tenant: tenant.slug };
  const members = useQuery({
    ...trpc.member.list.queryOptions(ask),
    enabled: tenant.may('member:read'),
    staleTime: 60_000,
  });
  const keys = useQuery({
    ...trpc.apiKey.list.queryOptions(ask),
    enabled: tenant.may('api-key:read'),
    staleTime: 60_000,
  });
  return useMemo(() => {
    const names = new Map(members.data?.members.map(({ userId, name }) => [userId, name]));
    const nameOf: Actors['nameOf'] = ({ actorKind, actorId, actorName }) => {
      if (actorKind === 'system') return t('product');
      if (actorKind === 'api-key' && actorName !== null) return t('key', { name: actorName });
      const kind = actorKind === 'api-key' ? 'key' : 'user';
      return names.get(actorId) ?? `${t('unknownActor', { kind })} (${actorId.slice(-SHOWN_ID)})`;
    };
    const known = new Map<string, string>();
    for (const [id, name] of names) known.set(id, id === tenant.userId ? t('you', { name }) : name);
    for (const { id, name } of keys.data?.items ?? []) known.set(id, t('key', { name }));
    for (const entry of entries) if (!known.has(entry.actorId)) known.set(entry.actorId, nameOf(entry));
    return {
      memberName: (id) => names.get(id ?? '') ?? null,
      nameOf,
      choices: (chosen) => {
        const all = new Map(known);
        if (chosen !== null && !all.has(chosen)) all.set(chosen, chosen.slice(-SHOWN_ID));
        return [...all].map(([value, label]) => ({ value, label }));
      },
    };
  }, [t, tenant.userId, members.data, keys.data, entries]);
}
