'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'next-intl';
import type { DeadLetterView } from '@/core/contracts/dead-letters';
import { SelectAllCell } from '@/components/lists/select-cells';
import { NOTHING_SELECTED, toggleAll, toggleRow } from '@/components/lists/selection';
import { SelectionBar } from '@/components/lists/selection-bar';
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
        <SelectionBar label={t('selectedLabel')} count={t('selected', { count: ids.size })} onClear={onClear}>
          <LetterActions
            testId="letters.bulk"
            onPick={(action) => setPlan({ action, count: ids.size, target: { runIds: [...ids] } })}
          />
        </SelectionBar>
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
              <SelectAllCell
                selection={{ ids, anchor: null }}
                shown={shown}
                label={t('selectAll')}
                testId="letters.select.all"
                onToggle={() => setSelection((before) => toggleAll({ ...before, ids }, shown))}
              />
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
