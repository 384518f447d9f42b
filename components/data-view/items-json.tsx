'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'next-intl';
import type { Item } from '@/core/items/item';
import { cn } from '@/components/ui/cn';
import { markClass, type ItemMarks } from './item-marks';
import { jsonLines, type JsonLine } from './json-lines';
import { Pager } from './items-table';
import { usePathDrag } from './path-target';
import { pageOf } from './table-model';

const JSON_PAGE = 20;

function KeyedLine({ line }: { line: JsonLine }) {
  const drag = usePathDrag();
  return (
    <>
      {'  '.repeat(line.indent)}
      {line.key === null ? null : (
        <>
          <span
            {...drag(line.path)}
            className="rounded-sm text-info [&[draggable]]:cursor-grab [&[draggable]]:hover:bg-accent-soft"
          >
            {line.key}
          </span>
          {': '}
        </>
      )}
      {line.text}
      {'\n'}
    </>
  );
}

/** Items as indented JSON, a page at a time. A key can be dragged into a field. */
export function ItemsJson({ items, marks }: { items: readonly Item[]; marks?: ItemMarks | undefined }) {
  const t = useTranslations('editor');
  const [wanted, setPage] = useState(0);
  const { rows, page, pageCount, start } = pageOf(items, wanted, JSON_PAGE);
  const lines = useMemo(() => jsonLines(rows), [rows]);
  const text = useMemo(
    () =>
      lines === null
        ? JSON.stringify(
            rows.map((item) => item.json),
            null,
            2,
          )
        : '',
    [rows, lines],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <pre
        tabIndex={0}
        aria-label={t('data.json')}
        className="min-h-0 flex-1 overflow-auto p-3 font-mono text-[12px] leading-5"
      >
        {lines === null
          ? text
          : lines.map((line, index) => (
              <span
                key={index}
                className={cn(line.item === null ? '' : markClass(marks, start + line.item))}
                onMouseEnter={() => marks?.onHover(line.item === null ? null : start + line.item)}
              >
                <KeyedLine line={line} />
              </span>
            ))}
      </pre>
      <Pager page={page} pageCount={pageCount} onPage={setPage} />
    </div>
  );
}
