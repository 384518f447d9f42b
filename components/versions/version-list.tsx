'use client';
import { useId } from 'react';
import { useTranslations } from 'next-intl';
import type { GraphRef } from '@/core/contracts/graph-diff';
import type { VersionView, WorkflowView } from '@/core/contracts/workflow-view';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import { useRefName } from './comparison';
import type { Picked } from './graph-ref';
import { RestoreButton } from './restore-button';
import { TagBadges, TagButton } from './tag-editor';

interface RowProps {
  picked: Picked;
  onToggle(ref: GraphRef): void;
}

function PickBox({ of, picked, onToggle, labelledBy }: RowProps & { of: GraphRef; labelledBy: string }) {
  return (
    <input
      type="checkbox"
      data-testid={`versions.pick.${of}`}
      aria-labelledby={labelledBy}
      checked={picked.includes(of)}
      className="mt-0.5 size-4 shrink-0 accent-accent before:absolute before:inset-x-0 before:top-0 before:h-14 before:content-['']"
      onChange={() => onToggle(of)}
    />
  );
}

const ROW = 'relative flex gap-2.5 border-b border-border px-3 py-2.5';

function DraftRow({ workflow, ...props }: RowProps & { workflow: WorkflowView }) {
  const t = useTranslations('versions');
  const id = useId();
  const { publishedVersion, draftChanged } = workflow;
  const isSame = publishedVersion !== null && !draftChanged;
  return (
    <li
      data-testid="versions.row.draft"
      className={cn(ROW, props.picked.includes('draft') && 'bg-accent-soft/60')}
    >
      <PickBox of="draft" labelledBy={id} {...props} />
      <div className="min-w-0">
        <p id={id} className="text-[13px] font-semibold">
          {t('draft')}
        </p>
        <p className="text-xs text-muted">
          {isSame ? t('draftSame', { version: publishedVersion }) : t('draftHint')}
        </p>
      </div>
    </li>
  );
}

function VersionRow({
  version,
  workflow,
  tenant,
  ...props
}: RowProps & { version: VersionView; workflow: WorkflowView; tenant: string }) {
  const t = useTranslations('versions');
  const nameOf = useRefName();
  const id = useId();
  const { number, note, author, createdAt, published, tags } = version;
  const isPicked = props.picked.includes(number);
  return (
    <li data-testid={`versions.row.${number}`} className={cn(ROW, isPicked && 'bg-accent-soft/60')}>
      <PickBox of={number} labelledBy={id} {...props} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-1.5">
          <span id={id} className="text-[13px] font-semibold">
            {nameOf(number)}
          </span>
          {published ? (
            <Badge tone="success" title={t('publishedHint')}>
              {t('published')}
            </Badge>
          ) : null}
          <TagBadges tags={tags} />
        </div>
        <p className={cn('mt-0.5 text-[13px] break-words', note ? '' : 'text-faint')}>
          {note ?? t('noNote')}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          <RelativeTime iso={createdAt} /> · {t('by', { author: author ?? t('someone') })}
        </p>
        {workflow.permissions.includes('workflow:write') ? (
          <div className="relative z-10 mt-1 -ml-2 flex gap-1">
            <RestoreButton tenant={tenant} id={workflow.id} number={number} />
            <TagButton tenant={tenant} id={workflow.id} version={version} />
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** The draft and every version, newest first; ticked ones are compared. */
export function VersionList({
  versions,
  workflow,
  tenant,
  onMore,
  ...props
}: RowProps & {
  versions: readonly VersionView[];
  workflow: WorkflowView;
  tenant: string;
  /** Absent when there are no more. */
  onMore: (() => void) | undefined;
}) {
  const t = useTranslations('versions');
  return (
    <aside
      aria-label={t('history')}
      className="flex w-80 shrink-0 flex-col border-r border-border bg-surface"
    >
      <div className="flex h-11 shrink-0 items-center justify-between gap-2 border-b border-border px-3">
        <h2 className="text-[13px] font-semibold">{t('history')}</h2>
        <p className="text-xs text-muted">{t('pickHint')}</p>
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto">
        <DraftRow workflow={workflow} {...props} />
        {versions.map((version) => (
          <VersionRow key={version.number} version={version} workflow={workflow} tenant={tenant} {...props} />
        ))}
        {onMore ? (
          <li className="p-3">
            <Button className="w-full" onClick={onMore}>
              {t('more')}
            </Button>
          </li>
        ) : null}
      </ul>
    </aside>
  );
}
