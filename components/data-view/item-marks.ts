/** Which items of a pane stand out, and what happens when a person points at one. */
export interface ItemMarks {
  /** Indexes of the items that belong to what is pointed at elsewhere. */
  marked: ReadonlySet<number>;
  /** The item of this pane that is pointed at. */
  selected: number | null;
  onHover(index: number | null): void;
  onSelect(index: number): void;
}

/** The look of a row. */
export function markClass(marks: ItemMarks | undefined, index: number): string {
  if (!marks) return '';
  if (marks.selected === index) return 'bg-accent-soft';
  return marks.marked.has(index) ? 'bg-warning-soft' : '';
}
