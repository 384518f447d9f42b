'use client';
import { useState } from 'react';
import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { DeadLetterGroupView } from '@/core/contracts/dead-letters';
import { errorFix } from '@/components/run-view/error-fix';
import { useTenant } from '@/components/shell/tenant-context';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { Badge } from '@/components/ui/badge';
import { CATEGORY_ICON } from './category-look';
import { HandleDialog, type HandlePlan } from './handle-dialog';
import { LetterActions } from './letter-actions';
import {
  causeOf,
  letterMatch,
  NO_LETTER_FILTERS,
  writeLetterFilters,
  type LetterMatch,
} from './letter-filters';

interface CauseProps {
  group: DeadLetterGroupView;
  isOpen: boolean;
  /** What the list is narrowed to besides. */
  match: LetterMatch;
  onPlan(plan: HandlePlan): void;
}

/** The address of the single runs of a cause. */
function runsOf(group: DeadLetterGroupView, status: 'open' | 'handled'): string {
  return `/dead-letters?${writeLetterFilters({ ...NO_LETTER_FILTERS, ...causeOf(group), status, view: 'runs' })}`;
}

function CauseWords({ group }: { group: DeadLetterGroupView }) {
  const t = useTranslations('deadLetters');
  const fixes = useTranslations('run.fix');
  const texts = useProblemTexts();
  const fix = errorFix(group.code, group.answerStatus);
  return (
    <>
      <p className="mt-1 line-clamp-2 text-[13px] break-words text-danger">{texts.error(group).message}</p>
      {fix === null ? null : (
        <p className="mt-1 text-[13px]">
          <span className="font-medium">{t('todo')}</span> {fixes(fix)}
        </p>
      )}
    </>
  );
}

function Cause({ group, isOpen, match, onPlan }: CauseProps) {
  const t = useTranslations('deadLetters');
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const tenant = useTenant();
  const Icon = CATEGORY_ICON[group.category];
  const ago = (iso: string) => format.relativeTime(new Date(Math.min(Date.parse(iso), now.getTime())), now);
  const cause = group.nodeId === null ? 'cause.run' : group.answerStatus === null ? 'cause.at' : 'cause.with';
  const what = group.answerStatus === null ? group.code : String(group.answerStatus);
  const id = `${group.workflowId}.${group.nodeId ?? '-'}.${group.code}.${group.answerStatus ?? ''}`;
  return (
    <li data-testid={`letters.cause.${group.nodeId ?? '-'}.${what}`} className="flex gap-3 px-4 py-3.5">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-danger-soft text-danger">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h2 id={id} className="text-sm font-semibold">
            {t(cause, { count: group.count, what, node: group.nodeName ?? group.nodeId ?? '' })}
          </h2>
          <Badge title={t(`categoryText.${group.category}`)}>{t(`category.${group.category}`)}</Badge>
        </div>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted">
          <Link
            href={tenant.href(`/workflows/${group.workflowId}`)}
            className="inline-flex min-h-6 items-center hover:text-foreground hover:underline"
          >
            {group.workflowName}
          </Link>
          <time dateTime={group.lastAt} title={new Date(group.lastAt).toLocaleString()}>
            {t('last', { time: ago(group.lastAt) })}
          </time>
          {group.count > 1 ? (
            <time dateTime={group.firstAt} title={new Date(group.firstAt).toLocaleString()}>
              {t('first', { time: ago(group.firstAt) })}
            </time>
          ) : null}
          <span className="font-mono text-[11px]">{group.code}</span>
        </p>
        <CauseWords group={group} />
        <div className="mt-2.5 flex flex-wrap items-center gap-2" role="group" aria-labelledby={id}>
          {isOpen ? (
            <LetterActions
              count={group.count}
              testId="letters.cause"
              onPick={(action) =>
                onPlan({
                  action,
                  count: group.count,
                  target: {
                    match: { ...match, ...letterMatch({ ...NO_LETTER_FILTERS, ...causeOf(group) }, 0) },
                  },
                })
              }
            />
          ) : null}
          <Link
            href={tenant.href(
              group.count === 1 ? `/runs/${group.lastRunId}` : runsOf(group, isOpen ? 'open' : 'handled'),
            )}
            className="inline-flex min-h-7 items-center px-1 text-xs text-accent hover:underline"
          >
            {group.count === 1 ? t('resultRun') : t('show')}
          </Link>
        </div>
      </div>
    </li>
  );
}

/** Failed runs by what they have in common, with the fix and what can be done with all of them. */
export function CauseList({
  groups,
  isOpen,
  match = {},
}: {
  groups: readonly DeadLetterGroupView[];
  isOpen: boolean;
  match?: LetterMatch;
}) {
  const [plan, setPlan] = useState<HandlePlan | null>(null);
  return (
    <>
      <ul
        data-testid="letters.causes"
        className="divide-y divide-border rounded-lg border border-border bg-surface shadow-card"
      >
        {groups.map((group) => (
          <Cause
            key={[group.workflowId, group.nodeId, group.code, group.answerStatus].join(' ')}
            group={group}
            isOpen={isOpen}
            match={match}
            onPlan={setPlan}
          />
        ))}
      </ul>
      {plan ? <HandleDialog plan={plan} onClose={() => setPlan(null)} /> : null}
    </>
  );
}
