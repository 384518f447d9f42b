/** Which items of a pane stand out, and what happens when a person points at one. */
export interface ItemMarks {
  /** Indexes of the items that belong to what is pointed at elsewhere. */
  marked: ReadonlySet<number>;
  /** The item of this pane that is pointed at. */
  selected: number | null;
  onHover(index: number | null): void;
  onSelect(index: number): void;
}

/** Why an item stands out: somebody holds on to it, or it belongs to the one that is pointed at elsewhere. */
export type Mark = 'selected' | 'related';

/** The mark of an item; null where it has none. */
export function markOf(marks: ItemMarks | undefined, index: number): Mark | null {
  if (!marks) return null;
  if (marks.selected === index) return 'selected';
  return marks.marked.has(index) ? 'related' : null;
}

/** The look of a marked row: a colour, and a line of its own kind for whoever does not see the colour. */
const LOOK: Readonly<Record<Mark, string>> = {
  selected: 'bg-accent-soft outline-2 -outline-offset-2 outline-solid outline-accent',
  related: 'bg-warning-soft outline-1 -outline-offset-1 outline-dashed outline-warning',
};

/** The look of a row. */
export function markClass(marks: ItemMarks | undefined, index: number): string {
  const mark = markOf(marks, index);
  return mark === null ? '' : LOOK[mark];
}
