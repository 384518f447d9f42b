'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { JsonObject } from '@/core/items/item';
import { useTRPC } from '@/components/api/trpc-provider';
import { useDocument, useEditor } from '@/components/editor/editor-context';
import { Skeleton } from '@/components/ui/skeleton';
import { useSettled } from './use-settled';
import { ownZone, zoneTime } from './zone-time';

const SETTLE_MS = 250;

/** When the schedule comes due next, in its zone and in the viewer's, while it is being typed. */
export function NextTimes({ parameters }: { parameters: JsonObject }) {
  const t = useTranslations('schedule');
  const trpc = useTRPC();
  const { tenant, texts } = useEditor();
  const timezone = useDocument(({ graph }) => graph.settings.timezone);
  const settled = useSettled(parameters, SETTLE_MS);
  const preview = useQuery(
    trpc.schedule.preview.queryOptions(
      { tenant, parameters: settled, timezone },
      { placeholderData: keepPreviousData, staleTime: 30_000 },
    ),
  );
  const own = ownZone();
  const { data } = preview;
  const showsOwn = data !== undefined && data.timezone !== own;
  const problem = data?.problem ? texts.problem(data.problem) : null;
  return (
    <section aria-label={t('next')} data-testid="schedule.next">
      <h3 className="mb-1 text-xs font-semibold">{t('next')}</h3>
      {preview.isPending ? <Skeleton className="h-24" /> : null}
      {preview.isError ? <p className="text-[12.5px] text-muted">{t('nextUnknown')}</p> : null}
      {problem ? (
        <p className="text-[12.5px] text-danger" data-testid="schedule.problem">
          {problem.message} {problem.fix ?? ''}
        </p>
      ) : null}
      {data && !problem && data.next.length === 0 ? (
        <p className="text-[12.5px] text-muted">{t('over')}</p>
      ) : null}
      {data && data.next.length > 0 ? (
        <table className="w-full text-left text-[12.5px] tabular-nums" aria-live="polite">
          <thead>
            <tr className="text-[11px] text-muted">
              <th scope="col" className="py-0.5 pr-3 font-medium">
                {data.timezone}
              </th>
              {showsOwn ? (
                <th scope="col" className="py-0.5 font-medium">
                  {t('yourTime', { zone: own })}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {data.next.map((iso) => (
              <tr key={iso} className="border-t border-border">
                <td className="py-1 pr-3">{zoneTime(iso, data.timezone)}</td>
                {showsOwn ? <td className="py-1 text-muted">{zoneTime(iso, own)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
