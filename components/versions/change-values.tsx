'use client';
import { useTranslations } from 'next-intl';
import type { FieldChange } from '@/core/contracts/graph-diff';
import type { Json } from '@/core/items/item';
import { cn } from '@/components/ui/cn';
import { diffLines, foldLines, type DiffLine } from './diff-lines';

/** Texts up to this length stand beside each other on one line. */
const SHORT = 60;
const LINES_AROUND = 2;

const LINE_LOOK: Readonly<Record<DiffLine['kind'], { sign: string; className: string }>> = {
  same: { sign: ' ', className: 'text-muted' },
  removed: { sign: '−', className: 'bg-danger-soft text-danger' },
  added: { sign: '+', className: 'bg-success-soft text-success' },
};

/** A value as people write it: texts as they are, everything else as JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function Value({ value, kind }: { value: Json | undefined; kind: 'before' | 'after' }) {
  const t = useTranslations('versions.changes');
  const Tag = kind === 'before' ? 'del' : 'ins';
  const text = value === undefined ? '' : textOf(value);
  return (
    <Tag
      className={cn(
        'rounded px-1 py-0.5 font-mono text-[11.5px] break-all whitespace-pre-wrap no-underline',
        kind === 'before' ? 'bg-danger-soft text-danger' : 'bg-success-soft text-success',
      )}
    >
      <span className="sr-only">{t(kind)}: </span>
      {text === '' ? (
        <span className="font-sans italic">{t(value === undefined ? 'nothing' : 'empty')}</span>
      ) : (
        text
      )}
    </Tag>
  );
}

function Lines({ before, after }: { before: string; after: string }) {
  const t = useTranslations('versions.changes');
  return (
    <div className="overflow-x-auto rounded-md border border-border bg-surface py-1 font-mono text-[11.5px] leading-[18px]">
      {foldLines(diffLines(before, after), LINES_AROUND).map((line, index) =>
        line === null ? (
          <div key={index} aria-label={t('folded')} className="px-2 text-faint select-none">
            ⋯
          </div>
        ) : (
          <div
            key={index}
            className={cn('flex w-max min-w-full px-2 whitespace-pre', LINE_LOOK[line.kind].className)}
          >
            <span aria-hidden className="w-4 shrink-0 select-none">
              {LINE_LOOK[line.kind].sign}
            </span>
            {line.kind === 'same' ? null : (
              <span className="sr-only">{t(line.kind === 'removed' ? 'before' : 'after')}: </span>
            )}
            {line.text === '' ? ' ' : line.text}
          </div>
        ),
      )}
    </div>
  );
}

/** What a field was and is: on one line where it fits, else line by line. */
export function ChangeValues({ change }: { change: Pick<FieldChange, 'before' | 'after'> }) {
  const { before, after } = change;
  const texts = [before, after].map((value) => (value === undefined ? '' : textOf(value)));
  const isLong = texts.some((text) => text.length > SHORT || text.includes('\n'));
  if (isLong && before !== undefined && after !== undefined) {
    return <Lines before={texts[0] ?? ''} after={texts[1] ?? ''} />;
  }
  return (
    <span className="flex flex-wrap items-baseline gap-1.5">
      <Value value={before} kind="before" />
      <span aria-hidden className="text-faint">
        →
      </span>
      <Value value={after} kind="after" />
    </span>
  );
}
