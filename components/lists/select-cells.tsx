'use client';
import { Cell, HeadCell } from '@/components/ui/data-table';
import { allSelected, type Selection } from './selection';

/** Choosing rows; absent where nothing can be done with them. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  toggle(id: string, isRange: boolean): void;
}

const BOX = 'size-4 accent-[var(--accent)]';

/** The box of a row; above the link that covers the row. */
export function SelectCell({
  id,
  label,
  testId,
  selection,
}: {
  id: string;
  label: string;
  testId: string;
  selection: RowSelection;
}) {
  return (
    <Cell className="relative z-10 w-9 pr-0">
      <label className="flex size-6 items-center justify-center">
        <input
          type="checkbox"
          data-testid={testId}
          aria-label={label}
          checked={selection.ids.has(id)}
          className={BOX}
          onChange={() => undefined}
          onClick={(event) => selection.toggle(id, event.shiftKey)}
        />
      </label>
    </Cell>
  );
}

/** The box above the rows: all of them, none, or some. */
export function SelectAllCell({
  selection,
  shown,
  label,
  testId,
  onToggle,
}: {
  selection: Selection;
  shown: readonly string[];
  label: string;
  testId: string;
  onToggle(): void;
}) {
  const all = allSelected(selection, shown);
  return (
    <HeadCell className="w-9 pr-0">
      <label className="flex size-6 items-center justify-center">
        <input
          type="checkbox"
          data-testid={testId}
          aria-label={label}
          className={BOX}
          checked={all === true}
          ref={(box) => {
            if (box) box.indeterminate = all === 'mixed';
          }}
          onChange={onToggle}
        />
      </label>
    </HeadCell>
  );
}
