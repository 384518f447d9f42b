'use client';
import { useState } from 'react';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReceiptView } from '@/core/contracts/ledger';
import { RECEIPTS_CSV_HEAD, receiptsCsv, receiptsCsvNote } from '@/core/ledger/receipts-csv';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toast';

const FORMATS = ['csv', 'json'] as const;
type Format = (typeof FORMATS)[number];
/** A browser holds no more than this with ease; the API gives more. */
const MAX_ENTRIES = 50_000;

function save(name: string, type: string, parts: string[]): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Gives the entries as a file. `pages` yields them as they stand in the list. */
export function ExportButton({
  name,
  pages,
}: {
  name: string;
  pages: () => AsyncIterable<readonly ReceiptView[]>;
}) {
  const t = useTranslations('ledger.export');
  const [count, setCount] = useState<number | null>(null);
  const run = async (format: Format) => {
    setCount(0);
    try {
      const parts: string[] = format === 'csv' ? [RECEIPTS_CSV_HEAD] : [];
      let written = 0;
      let isCut = false;
      for await (const page of pages()) {
        const taken = page.slice(0, MAX_ENTRIES - written);
        isCut = taken.length < page.length;
        parts.push(
          format === 'csv'
            ? receiptsCsv(taken)
            : taken.map((one, index) => `${written + index > 0 ? ',\n' : ''}${JSON.stringify(one)}`).join(''),
        );
        written += taken.length;
        setCount(written);
        if (isCut) break;
      }
      if (isCut && format === 'csv') parts.push(receiptsCsvNote(t('cutRow', { count: written })));
      if (format === 'csv') save(`${name}.csv`, 'text/csv;charset=utf-8', parts);
      else save(`${name}.json`, 'application/json', ['{"items":[', ...parts, `],"truncated":${isCut}}`]);
      toast.success(isCut ? t('cut', { count: written }) : t('done', { count: written }));
    } catch {
      toast.error(t('failed'));
    } finally {
      setCount(null);
    }
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button data-testid="ledger.export" disabled={count !== null}>
          <Download /> {count === null ? t('button') : t('busy', { count })}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-72">
        {FORMATS.map((format) => (
          <DropdownMenuItem
            key={format}
            data-testid={`ledger.export.${format}`}
            onSelect={() => void run(format)}
          >
            <span className="flex flex-col py-0.5">
              <span>{t(format)}</span>
              <span className="text-xs text-muted">{t(`${format}Text`)}</span>
            </span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
