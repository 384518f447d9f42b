'use client';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';

/** Names of those who did something (`user:…`), among today's members; others are told by the beginning of their id. */
export function useActorName(): (actor: string) => string {
  const trpc = useTRPC();
  const tenant = useTenant();
  const members = useQuery({
    ...trpc.member.list.queryOptions({ tenant: tenant.slug }),
    enabled: tenant.may('member:read'),
    staleTime: 60_000,
  });
  const names = useMemo(
    () => new Map(members.data?.members.map((member) => [`user:${member.userId}`, member.name])),
    [members.data],
  );
  return (actor) => names.get(actor) ?? actor.replace(/^([a-z-]+):(.{8}).*$/, '$1 $2');
}
