'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DeadLetterView } from '@/core/contracts/dead-letters';
import { useActorName } from '@/components/ledger/use-actor-name';
import { SelectCell, type RowSelection } from '@/components/lists/select-cells';
import { StatusIcon } from '@/components/run-view/status-icon';
import { useTenant } from '@/components/shell/tenant-context';
import { useProblemTexts } from '@/components/texts/use-problem-texts';
import { Badge } from '@/components/ui/badge';
import { Tooltip } from '@/components/ui/tooltip';
import { cn } from '@/components/ui/cn';
import { Cell, Row } from '@/components/ui/data-table';
import { RelativeTime } from '@/components/ui/relative-time';
import { CATEGORY_ICON } from './category-look';

/** Who did what, why, and the run that became of it. */
function Handled({ handled }: { handled: NonNullable<DeadLetterView['handled']> }) {
  const t = useTranslations('deadLetters');
  const statuses = useTranslations('runs.status');
  const tenant = useTenant();
  const nameOf = useActorName();
  const { run } = handled;
  return (
    <div className="min-w-0 py-1.5 text-xs">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="text-[13px]">{t(`how.${handled.how}`)}</span>
        <span className="text-muted">
          {t('byWhen', { name: nameOf(handled.by) })} · <RelativeTime iso={handled.at} />
        </span>
        {run === null ? null : run.status === null ? (
          <span className="text-muted">{t('resultGone')}</span>
        ) : (
          <Link
            href={tenant.href(`/runs/${run.id}`)}
            data-testid={`letters.result.${run.id}`}
            className="relative z-10 inline-flex min-h-6 items-center gap-1.5 hover:underline"
          >
            <StatusIcon status={run.status} className="size-3.5" /> {statuses(run.status)}
          </Link>
        )}
      </p>
      {handled.note ? <p className="text-muted">“{handled.note}”</p> : null}
    </div>
  );
}

interface LetterRowsProps {
  letters: readonly DeadLetterView[];
  selection?: RowSelection | undefined;
}

function LetterRow({ letter, selection }: Pick<LetterRowsProps, 'selection'> & { letter: DeadLetterView }) {
  const t = useTranslations('deadLetters');
  const tenant = useTenant();
  const texts = useProblemTexts();
  const Icon = CATEGORY_ICON[letter.category];
  const isSelected = selection?.ids.has(letter.runId) ?? false;
  const { message } = texts.error(letter);
  return (
    <Row
      data-testid={`letters.row.${letter.runId}`}
      className={cn('relative', isSelected && 'bg-accent-soft/60')}
    >
      {selection ? (
        <SelectCell
          id={letter.runId}
          testId={`letters.select.${letter.runId}`}
          label={t('select', {
            workflow: letter.workflowName,
            time: new Date(letter.failedAt).toLocaleString(),
          })}
          selection={selection}
        />
      ) : null}
      <Cell className="max-w-44">
        <Link
          href={tenant.href(`/runs/${letter.runId}`)}
          aria-label={t('open', { workflow: letter.workflowName })}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {letter.workflowName}
        </Link>
      </Cell>
      <Cell className="max-w-80">
        <span className="flex items-center gap-2">
          <Tooltip content={`${t(`category.${letter.category}`)}: ${t(`categoryText.${letter.category}`)}`}>
            <span className="relative z-10 inline-flex shrink-0">
              <Icon role="img" aria-label={t(`category.${letter.category}`)} className="size-4 text-muted" />
            </span>
          </Tooltip>
          <span className="min-w-0 truncate" title={message}>
            {letter.nodeName ?? t('wholeRun')}: <span className="text-danger">{message}</span>
          </span>
        </span>
      </Cell>
      <Cell className="w-32 text-muted">
        <RelativeTime iso={letter.failedAt} />
      </Cell>
      {letter.handled ? (
        <Cell className="w-72">
          <Handled handled={letter.handled} />
        </Cell>
      ) : (
        <Cell className="w-24">
          <span className="flex items-center gap-1.5">
            <Badge>{letter.version === null ? t('draft') : `v${letter.version}`}</Badge>
            {letter.failures > 1 ? (
              <Badge tone="danger">{t('times', { count: letter.failures })}</Badge>
            ) : null}
          </span>
        </Cell>
      )}
    </Row>
  );
}

/** Failed runs one by one. */
export function LetterRows({ letters, selection }: LetterRowsProps) {
  return (
    <tbody>
      {letters.map((letter) => (
        <LetterRow key={letter.runId} letter={letter} selection={selection} />
      ))}
    </tbody>
  );
}
