'use client';
import { useMemo, useState } from 'react';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DeadLetterView } from '@/core/contracts/dead-letters';
import { allSelected, NOTHING_SELECTED, toggleAll, toggleRow } from '@/components/runs/selection';
import { Button } from '@/components/ui/button';
import { DataTable, HeadCell } from '@/components/ui/data-table';
import { HandleDialog, type HandlePlan } from './handle-dialog';
import { LetterActions, useMayHandle } from './letter-actions';
import { LetterRows } from './letter-rows';

function BulkBar({ ids, onClear }: { ids: ReadonlySet<string>; onClear(): void }) {
  const t = useTranslations('deadLetters');
  const [plan, setPlan] = useState<HandlePlan | null>(null);
  return (
    <>
      {ids.size > 0 ? (
        <div
          role="region"
          aria-label={t('selectedLabel')}
          className="sticky top-2 z-20 mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-accent/30 bg-surface-raised px-3 py-2 shadow-pop"
        >
          <span role="status" className="text-[13px] font-medium">
            {t('selected', { count: ids.size })}
          </span>
          <div className="ml-auto flex items-center gap-1.5">
            <LetterActions
              testId="letters.bulk"
              onPick={(action) => setPlan({ action, count: ids.size, target: { runIds: [...ids] } })}
            />
            <Button variant="ghost" size="icon-sm" aria-label={t('clearSelection')} onClick={onClear}>
              <X />
            </Button>
          </div>
        </div>
      ) : null}
      {plan ? <HandleDialog plan={plan} onClose={() => setPlan(null)} onBegun={onClear} /> : null}
    </>
  );
}

/** Failed runs one by one, with boxes to choose several of the open ones. */
export function LetterTable({ letters, isOpen }: { letters: readonly DeadLetterView[]; isOpen: boolean }) {
  const t = useTranslations('deadLetters');
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const shown = useMemo(() => letters.map((letter) => letter.runId), [letters]);
  // What was handled meanwhile is not shown any more, and is not meant either.
  const ids = useMemo(() => new Set(shown.filter((id) => selection.ids.has(id))), [shown, selection]);
  const canChoose = useMayHandle() && isOpen;
  const all = allSelected({ ids, anchor: null }, shown);
  const rows = canChoose
    ? {
        ids,
        toggle: (id: string, isRange: boolean) =>
          setSelection((before) => toggleRow(before, id, { shown, isRange })),
      }
    : undefined;
  return (
    <>
      <BulkBar ids={ids} onClear={() => setSelection(NOTHING_SELECTED)} />
      <DataTable>
        <thead>
          <tr>
            {canChoose ? (
              <HeadCell className="w-9 pr-0">
                <label className="flex size-6 items-center justify-center">
                  <input
                    type="checkbox"
                    data-testid="letters.select.all"
                    aria-label={t('selectAll')}
                    className="size-4 accent-[var(--accent)]"
                    checked={all === true}
                    ref={(box) => {
                      if (box) box.indeterminate = all === 'mixed';
                    }}
                    onChange={() => setSelection((before) => toggleAll({ ...before, ids }, shown))}
                  />
                </label>
              </HeadCell>
            ) : null}
            <HeadCell>{t('columns.run')}</HeadCell>
            <HeadCell>{t('columns.what')}</HeadCell>
            <HeadCell>{t('columns.when')}</HeadCell>
            <HeadCell>{t(isOpen ? 'columns.times' : 'columns.handled')}</HeadCell>
          </tr>
        </thead>
        <LetterRows letters={letters} selection={rows} />
      </DataTable>
    </>
  );
}
