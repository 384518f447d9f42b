'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';

const LOOK_MS = 10_000;

/** How much waits for this person; undefined until it is known, and for whoever may not decide. */
export function useInboxCount(): { decisions: number; failures: number } | undefined {
  const trpc = useTRPC();
  const tenant = useTenant();
  const count = useQuery(
    trpc.inbox.count.queryOptions(
      { tenant: tenant.slug },
      { enabled: tenant.may('run:decide'), refetchInterval: LOOK_MS, retry: false },
    ),
  );
  return count.data;
}
