'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ScheduleFire } from '@/core/contracts/schedule-view';
import { useTRPC } from '@/components/api/trpc-provider';
import { useEditor } from '@/components/editor/editor-context';
import { useTenant } from '@/components/shell/tenant-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ownZone, zoneTime } from './zone-time';

const PAGE = 10;
/** A schedule runs by itself: what it did is looked up again now and then while it is being looked at. */
const LOOK_AGAIN_MS = 15_000;

/** What one tick became, or several in a row that were passed over for the same reason. */
function FireRow({ fire }: { fire: ScheduleFire }) {
  const t = useTranslations('schedule');
  const tenant = useTenant();
  const zone = ownZone();
  return (
    <li
      className="flex min-h-8 items-center gap-2 border-t border-border py-1 text-[12.5px] first:border-t-0"
      data-testid={`schedule.fire.${fire.id}`}
    >
      <Badge>{t(`outcome.${fire.outcome}`)}</Badge>
      <span className="min-w-0 flex-1 tabular-nums">
        {fire.ticks > 1
          ? t('ticks', {
              ticks: fire.ticks,
              first: zoneTime(fire.dueAt, zone),
              last: zoneTime(fire.lastDueAt, zone),
            })
          : zoneTime(fire.dueAt, zone)}
        {fire.reason ? <span className="block text-muted">{t(`reason.${fire.reason}`)}</span> : null}
      </span>
      {fire.runId ? (
        <Link
          href={tenant.href(`/runs/${fire.runId}`)}
          className="inline-flex min-h-6 items-center text-accent hover:underline"
        >
          {t('showRun')}
        </Link>
      ) : null}
    </li>
  );
}

/** What the published schedule started and skipped lately. */
export function LastFires({ nodeId }: { nodeId: string }) {
  const t = useTranslations('schedule');
  const ui = useTranslations('ui');
  const trpc = useTRPC();
  const { tenant, workflowId } = useEditor();
  const history = useInfiniteQuery(
    trpc.schedule.history.infiniteQueryOptions(
      { tenant, workflowId, nodeId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: LOOK_AGAIN_MS },
    ),
  );
  const fires = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t('last')} data-testid="schedule.history">
      <h3 className="mb-1 text-xs font-semibold">{t('last')}</h3>
      {history.isError ? <p className="text-[12.5px] text-muted">{t('lastUnknown')}</p> : null}
      {history.data && fires.length === 0 ? (
        <p className="text-[12.5px] text-muted">{t('lastNone')}</p>
      ) : null}
      <ul>
        {fires.map((fire) => (
          <FireRow key={fire.id} fire={fire} />
        ))}
      </ul>
      {history.hasNextPage ? (
        <Button
          size="sm"
          className="mt-1"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {ui('loadMore')}
        </Button>
      ) : null}
    </section>
  );
}
