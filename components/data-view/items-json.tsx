'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'next-intl';
import type { Item } from '@/core/items/item';
import { Pager } from './items-table';
import { pageOf } from './table-model';

const JSON_PAGE = 20;

/** Items as indented JSON, a page at a time. */
export function ItemsJson({ items }: { items: readonly Item[] }) {
  const t = useTranslations('editor');
  const [wanted, setPage] = useState(0);
  const { rows, page, pageCount } = pageOf(items, wanted, JSON_PAGE);
  const text = useMemo(
    () =>
      JSON.stringify(
        rows.map((item) => item.json),
        null,
        2,
      ),
    [rows],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <pre
        tabIndex={0}
        aria-label={t('data.json')}
        className="min-h-0 flex-1 overflow-auto p-3 font-mono text-[12px] leading-5"
      >
        {text}
      </pre>
      <Pager page={page} pageCount={pageCount} onPage={setPage} />
    </div>
  );
}
