/** Chosen rows of a list: one by one, a range with shift, all that are shown. Pure. */

export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** After a click on a row's box; with shift everything from the last clicked row becomes what this row becomes. */
export function toggleRow(
  selection: Selection,
  id: string,
  { shown, isRange }: { shown: readonly string[]; isRange: boolean },
): Selection {
  const ids = new Set(selection.ids);
  const wanted = !ids.has(id);
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  const range = isRange && from >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const one of range) {
    if (wanted) ids.add(one);
    else ids.delete(one);
  }
  return { ids, anchor: id };
}

/** All shown rows, or none when all of them were chosen. */
export function toggleAll(selection: Selection, shown: readonly string[]): Selection {
  return allSelected(selection, shown) === true
    ? NOTHING_SELECTED
    : { ids: new Set([...selection.ids, ...shown]), anchor: null };
}

/** Whether all shown rows are chosen; `mixed` for some of them. */
export function allSelected(selection: Selection, shown: readonly string[]): boolean | 'mixed' {
  const chosen = shown.filter((id) => selection.ids.has(id)).length;
  return chosen === 0 ? false : chosen === shown.length ? true : 'mixed';
}
