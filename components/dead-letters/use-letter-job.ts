'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '@/components/api/trpc-provider';
import { useTenant } from '@/components/shell/tenant-context';
import type { LetterMatch } from './letter-filters';
import { runLetterJob, type LetterAction } from './letter-job';

/** Named runs, or all open ones that match. */
export type LetterTarget = { runIds: readonly string[] } | { match: LetterMatch };

/** As many ids as one call takes. */
const MAX_IDS = 100;

/** Does something with dead letters and keeps the lists that show them up to date. */
export function useLetterJob() {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: tenant } = useTenant();
  const refresh = () => {
    for (const queryKey of [trpc.deadLetter.pathKey(), trpc.inbox.pathKey(), trpc.run.list.pathKey()])
      void queries.invalidateQueries({ queryKey });
  };
  return (action: LetterAction, target: LetterTarget, options: { total: number; note: string }) => {
    const note = options.note.trim() === '' ? {} : { note: options.note.trim() };
    const call = client.deadLetter[action];
    return runLetterJob({
      action,
      total: options.total,
      onProgress: refresh,
      call: async (cursor) => {
        if ('match' in target)
          return call.mutate({ tenant, match: target.match, ...note, ...(cursor ? { cursor } : {}) });
        const from = Number(cursor ?? 0);
        const runIds = target.runIds.slice(from, from + MAX_IDS);
        const { results } = await call.mutate({ tenant, runIds, ...note });
        const next = from + MAX_IDS;
        return { results, nextCursor: next < target.runIds.length ? String(next) : null };
      },
    });
  };
}
