/** Where in a list of `count` rows a key leads from the row `active`; null for a key that leads nowhere. It stops at both ends. */
export function rowAfterKey(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The row that is marked: where a person moved to, else what is chosen, else the first; -1 in an empty list. */
export function markedRow(moved: number | null, chosen: number, count: number): number {
  return Math.min(moved ?? Math.max(0, chosen), count - 1);
}
