'use client';
import { useTranslations } from 'next-intl';
import type { GraphDiff } from '@/core/contracts/graph-diff';
import { cn } from '@/components/ui/cn';
import type { Mark } from './change-marks';
import { MARK_LOOK } from './mark-look';
import { useFieldLabel } from './use-field-label';
import type { Catalog } from '@/core/node-kit/definition';

const MOST = 8;

interface Line {
  key: string;
  mark: Mark;
  text: string;
  detail: string;
}

/** How much changed of what lies around the nodes, in words. */
function useRest(): (diff: GraphDiff) => string[] {
  const t = useTranslations('versions.summary');
  return (diff) =>
    (['edges', 'notes', 'groups', 'pinned'] as const)
      .map((part) => {
        const { added, removed, changed } = diff[part];
        const count = added.length + removed.length + changed.length;
        return count > 0 ? t(part, { count }) : '';
      })
      .concat(diff.workflow.length > 0 ? t('workflow', { count: diff.workflow.length }) : '')
      .concat(diff.reordered.length > 0 ? t('order') : '')
      .filter((text) => text !== '');
}

/** What changed, in a few lines: nodes by name with the fields, the rest counted. */
export function ChangeSummary({ diff, catalog }: { diff: GraphDiff; catalog: Catalog }) {
  const t = useTranslations('versions');
  const labelOf = useFieldLabel();
  const rest = useRest()(diff);
  const lines: Line[] = [
    ...diff.changed.map(({ nodeId, name, type, fields }): Line => {
      const labels = new Set(
        fields.map(({ path }) => labelOf(path, catalog.find(type)).split(' › ')[0] ?? path),
      );
      const mark = fields.length > 0 ? 'changed' : 'moved';
      return { key: nodeId, mark, text: name, detail: [...labels].slice(0, 4).join(', ') };
    }),
    ...diff.added.map(({ nodeId, name }): Line => ({ key: nodeId, mark: 'added', text: name, detail: '' })),
    ...diff.removed.map(({ nodeId, name }): Line => ({
      key: nodeId,
      mark: 'removed',
      text: name,
      detail: '',
    })),
  ];
  return (
    <ul data-testid="versions.summary" className="space-y-1 text-[13px]">
      {lines.slice(0, MOST).map(({ key, mark, text, detail }) => {
        const { icon: Icon, text: colour } = MARK_LOOK[mark];
        return (
          <li key={key} className="flex items-baseline gap-2">
            <Icon
              aria-label={t(`marks.${mark}`)}
              className={cn('size-3.5 shrink-0 translate-y-0.5', colour)}
            />
            <span className="min-w-0 truncate">
              <span className="font-medium">{text}</span>
              {detail ? <span className="text-muted"> · {detail}</span> : null}
            </span>
          </li>
        );
      })}
      {lines.length > MOST ? (
        <li className="pl-5.5 text-muted">{t('summary.more', { count: lines.length - MOST })}</li>
      ) : null}
      {rest.map((text) => (
        <li key={text} className="pl-5.5 text-muted">
          {text}
        </li>
      ))}
    </ul>
  );
}
