'use client';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC, useTRPCClient } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import { useCallKeys } from '@/components/run-view/use-call-keys';
import { toast } from '@/components/ui/toast';
import { MAX_BULK, summarise, type BulkAction, type BulkResult } from './bulk-actions';

const SHOWN_REASONS = 3;

/** Does one thing with many runs and says what came of it. */
export function useBulkRuns(onDone: () => void) {
  const t = useTranslations('runs.bulk');
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const tenant = useTenant();
  const keys = useCallKeys();
  const [isBusy, setBusy] = useState(false);

  const run = async (action: BulkAction, ids: readonly string[]) => {
    setBusy(true);
    try {
      const results: BulkResult[] = [];
      const calls: string[] = [];
      for (let at = 0; at < ids.length; at += MAX_BULK) {
        const part = ids.slice(at, at + MAX_BULK);
        const call = JSON.stringify([action, part]);
        const asked = { tenant: tenant.slug, ids: part, action, idempotencyKey: keys.of(call) };
        results.push(...(await client.run.bulk.mutate(asked)).results);
        calls.push(call);
      }
      // Where a later part fails, the same choice is made again: those that were answered stay so.
      calls.forEach(keys.answered);
      const { done, failures } = summarise(results);
      const description = failures
        .slice(0, SHOWN_REASONS)
        .map(({ message, count }) => t('reason', { count, message }))
        .join('\n');
      if (failures.length === 0) toast.success(t(`${action}Done`, { count: done }));
      else toast.error(t(`${action}Partly`, { done, count: results.length }), { description });
      onDone();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('failed'));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: trpc.run.list.pathKey() });
    }
  };
  return { run, isBusy };
}
