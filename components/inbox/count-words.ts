/** Counted to 100 and no further. */
const MOST = 99;

/** A count as a badge says it: `7`, `99+`. */
export function countWords(count: number): string {
  return count > MOST ? `${MOST}+` : String(count);
}
