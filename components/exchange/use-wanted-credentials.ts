'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import type { GoodFile } from './use-read-incoming';
import { wantedCredentials, type WantedCredential } from './wanted-credentials';

const LOOKED_AT = 200;

/** What the files want and this tenant does not have. */
export function useWantedCredentials(files: readonly GoodFile[]): readonly WantedCredential[] {
  const trpc = useTRPC();
  const { slug: tenant } = useTenant();
  const list = useQuery({
    ...trpc.credential.list.queryOptions({ tenant, limit: LOOKED_AT }),
    enabled: files.length > 0,
  });
  const known = useMemo(() => new Set(list.data?.items.map(({ id }) => id)), [list.data]);
  return wantedCredentials(files, (id) => known.has(id));
}
