'use client';
import { CircleCheck, CircleHelp, CircleX, FilePenLine, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { HomeView } from '@/core/contracts/home-view';
import { useTenant } from '@/components/shell/tenant-context';
import { RelativeTime } from '@/components/ui/relative-time';
import { CardList, CardRow, HomeSection } from './home-section';

interface EntryProps {
  href: string;
  name: string;
  icon: ReactNode;
  what: string;
  why: string;
  at: string;
}

function Entry({ href, name, icon, what, why, at }: EntryProps) {
  return (
    <CardRow
      href={href}
      label={`${name}: ${what}`}
      name={
        <span className="flex min-w-0 items-center gap-2">
          {icon}
          <span className="truncate">{name}</span>
        </span>
      }
    >
      <span title={why} className="whitespace-nowrap">
        {what}
      </span>
      <span className="w-28 text-right text-xs text-muted">
        <RelativeTime iso={at} />
      </span>
    </CardRow>
  );
}

/** Runs that wait for a decision, runs that failed, drafts that are not live: in this order. */
export function Attention({ attention }: { attention: HomeView['attention'] }) {
  const t = useTranslations('home.attention');
  const tenant = useTenant();
  const { doubts, failures, drafts } = attention;
  const isCalm = doubts.length + failures.length + drafts.length === 0;
  return (
    <HomeSection title={t('title')}>
      {isCalm ? (
        <p
          data-testid="home.attention"
          className="flex items-center gap-2 rounded-lg border border-border bg-surface px-3 py-3 text-[13px] text-muted shadow-card"
        >
          <CircleCheck className="size-4 text-status-succeeded" aria-hidden />
          {t('none')}
        </p>
      ) : (
        <CardList testId="home.attention">
          {doubts.map((doubt) => (
            <Entry
              key={doubt.runId}
              href={tenant.href(tenant.may('run:decide') ? '/inbox' : `/runs/${doubt.runId}`)}
              name={doubt.workflowName}
              icon={<CircleHelp aria-hidden className="size-4 shrink-0 text-status-in-doubt" />}
              what={t('doubt')}
              why={t('doubtText')}
              at={doubt.since}
            />
          ))}
          {failures.map((failure) => (
            <Entry
              key={failure.workflowId}
              href={tenant.href(
                failure.count === 1
                  ? `/runs/${failure.lastRunId}`
                  : `/dead-letters?workflow=${failure.workflowId}`,
              )}
              name={failure.workflowName}
              icon={<CircleX aria-hidden className="size-4 shrink-0 text-status-failed" />}
              what={t('failed', { count: failure.count })}
              why={t('failedText')}
              at={failure.lastAt}
            />
          ))}
          {drafts.map((draft) => (
            <Entry
              key={draft.workflowId}
              href={tenant.href(`/workflows/${draft.workflowId}`)}
              name={draft.workflowName}
              icon={
                draft.errors > 0 ? (
                  <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
                ) : (
                  <FilePenLine aria-hidden className="size-4 shrink-0 text-muted" />
                )
              }
              what={draft.errors > 0 ? t('errors', { count: draft.errors }) : t('changed')}
              why={draft.errors > 0 ? t('errorsText') : t('changedText')}
              at={draft.updatedAt}
            />
          ))}
        </CardList>
      )}
    </HomeSection>
  );
}
