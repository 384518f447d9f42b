'use client';
import { useState } from 'react';
import { ChevronLeft, ChevronRight, Crosshair, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Item } from '@/core/items/item';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { markClass, markOf, type ItemMarks, type Mark } from './item-marks';
import { jsonTypeOf, previewValue } from './item-schema';
import { PathMenu } from './path-menu';
import { usePathDrag } from './path-target';
import { ItemFiles, type FileSource } from './item-files';
import { hasFiles, pageOf, tableColumns } from './table-model';

/** Goes through the pages of a long list. */
export function Pager({
  page,
  pageCount,
  onPage,
}: {
  page: number;
  pageCount: number;
  onPage(page: number): void;
}) {
  const t = useTranslations('editor');
  if (pageCount <= 1) return null;
  return (
    <div className="flex shrink-0 items-center justify-end gap-1 border-t border-border px-2 py-1 text-[11.5px] text-muted">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('data.previousPage')}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft />
      </Button>
      <span className="tabular-nums">{t('data.page', { page: page + 1, pages: pageCount })}</span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('data.nextPage')}
        disabled={page === pageCount - 1}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight />
      </Button>
    </div>
  );
}

const CELL = 'max-w-64 truncate border-r border-b border-border px-2 py-1 last:border-r-0';

const SIGN = { selected: Crosshair, related: Link2 } as const;

/** Says beside the number why a row stands out. */
function MarkSign({ mark }: { mark: Mark | null }) {
  const t = useTranslations('data.lineage');
  if (mark === null) return null;
  const Icon = SIGN[mark];
  return <Icon role="img" aria-label={t(mark)} className="size-3 shrink-0 text-foreground" />;
}

/** The number of an item; where lineage is shown it is a button that holds on to the item. */
function RowNumber({ index, marks }: { index: number; marks: ItemMarks | undefined }) {
  const t = useTranslations('data');
  const className = cn(CELL, 'text-right text-faint tabular-nums');
  if (!marks) return <td className={className}>{index}</td>;
  return (
    <td className={cn(className, 'p-0')}>
      <button
        type="button"
        aria-pressed={marks.selected === index}
        aria-label={t('lineage.follow', { number: index })}
        className="min-h-6 w-full px-2 text-right"
        onClick={() => marks.onSelect(index)}
      >
        <span className="flex items-center justify-end gap-1">
          <MarkSign mark={markOf(marks, index)} />
          {index}
        </span>
      </button>
    </td>
  );
}

/** Items as rows, fields as columns. A column's name can be dragged into a field. */
export function ItemsTable({
  items,
  marks,
  files,
}: {
  items: readonly Item[];
  marks?: ItemMarks | undefined;
  /** The port, and how its items' files are looked into. */
  files?: { port: string; source: FileSource | undefined } | undefined;
}) {
  const t = useTranslations('editor');
  const words = useTranslations('data');
  const withFiles = hasFiles(items);
  const [wanted, setPage] = useState(0);
  const drag = usePathDrag();
  const columns = tableColumns(items);
  const { rows, page, pageCount, start } = pageOf(items, wanted);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label={t('data.table')}>
        <table className="w-full border-separate border-spacing-0 text-left text-xs">
          <thead className="sticky top-0 z-10 bg-surface-sunken">
            <tr>
              <th scope="col" className={cn(CELL, 'w-9 text-right font-medium text-faint')}>
                #
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  {...drag([column])}
                  className={cn(CELL, 'group/path py-0 font-medium [&[draggable]]:cursor-grab')}
                >
                  <span className="flex min-h-7 items-center gap-1">
                    <span className="truncate">{column}</span>
                    <PathMenu path={[column]} label={column} />
                  </span>
                </th>
              ))}
              {withFiles ? (
                <th scope="col" className={cn(CELL, 'font-medium')}>
                  {words('file.column')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((item, index) => (
              <tr
                key={start + index}
                data-marked={marks?.marked.has(start + index) || undefined}
                className={cn('hover:bg-surface-sunken/60', markClass(marks, start + index))}
                onMouseEnter={() => marks?.onHover(start + index)}
                onMouseLeave={() => marks?.onHover(null)}
              >
                <RowNumber index={start + index} marks={marks} />
                {columns.map((column) => {
                  const value = Object.hasOwn(item.json, column) ? item.json[column] : undefined;
                  const type = jsonTypeOf(value);
                  return (
                    <td
                      key={column}
                      title={previewValue(value, 400)}
                      className={cn(
                        CELL,
                        (value === undefined || value === null) && 'text-faint italic',
                        type === 'number' && 'tabular-nums',
                        (type === 'object' || type === 'array') && 'font-mono text-[11.5px] text-muted',
                      )}
                    >
                      {value === null ? 'null' : previewValue(value)}
                    </td>
                  );
                })}
                {withFiles ? (
                  <td className={cn(CELL, 'max-w-none py-0.5')}>
                    {item.binary ? (
                      <ItemFiles
                        files={item.binary}
                        place={{ source: files?.source, port: files?.port ?? 'main', index: start + index }}
                      />
                    ) : null}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageCount={pageCount} onPage={setPage} />
    </div>
  );
}
